package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.send.SubmissionQueue.LateListener;

/**
 * Between what is pending and the Kafka client: records go over once their topic's metadata is there and the buffer has room,
 * and come back acknowledged or refused. One thread at a time hands over, so that no record overtakes an earlier one of its
 * topic.
 */
final class HandOver {

    /** Kafka's network thread has requests to send, too. */
    private static final int MOST_AT_AN_ACKNOWLEDGMENT = 512;

    /** How long to wait before looking whether the buffer has room: a batch is freed a moment after its callbacks. */
    static final long BUFFER_LOOK = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final Connection connection;
    private final Pending pending;
    private final Endings endings;
    private final Dispatcher dispatcher;
    private final LateListener lateListener;

    /** Records that the client has and has not acknowledged. */
    private final AtomicInteger outstanding = new AtomicInteger();
    /** The right to call the client. */
    private final AtomicBoolean handingOver = new AtomicBoolean();
    private final Pending.Turn turn = new Pending.Turn();
    /** The record being handed over; only its thread may find itself here. */
    private volatile Submission atHandOver;
    private volatile Thread handOverThread;
    private volatile boolean cutOff;

    HandOver(String name, Connection connection, Pending pending, Endings endings, Dispatcher dispatcher,
            LateListener lateListener) {
        this.name = name;
        this.connection = connection;
        this.pending = pending;
        this.endings = endings;
        this.dispatcher = dispatcher;
        this.lateListener = lateListener;
    }

    boolean nothingOutstanding() {
        return outstanding.get() == 0;
    }

    /** What the client still has will be cut off by the shutdown. */
    void cutOff() {
        cutOff = true;
    }

    /** Hands over up to this many, unless another thread is at it, which will see to the rest. */
    void handOver(int most) {
        if (!handingOver.compareAndSet(false, true)) {
            dispatcher.lookBy(System.nanoTime() + SubmissionQueue.GROUPING);
            return;
        }
        try {
            KafkaClient client = connection.client();
            if (client == null) {
                connection.connect();
                return;
            }
            if (client.enter()) {
                try {
                    handOver(client, most);
                } finally {
                    client.leave();
                }
            }
        } finally {
            handingOver.set(false);
        }
        if (pending.somethingReady()) {
            dispatcher.lookBy(System.nanoTime() + (pending.isBufferFull() ? BUFFER_LOOK : SubmissionQueue.GROUPING));
        }
    }

    private void handOver(KafkaClient client, int most) {
        // what is left when it fails is for the next one
        for (int handed = 0; handed < most && client.failure() == null; handed++) {
            Submission next = next(client);
            if (next == null) {
                return;
            }
            send(client, next);
        }
    }

    /** The next record that can be handed over now, or null. */
    private Submission next(KafkaClient client) {
        for (long now = System.nanoTime(); pending.next(turn, client, client.bufferAvailable(), now); now = System.nanoTime()) {
            if (turn.head == null) {
                askForMetadata(client, turn.lane, now);
                continue;
            }
            Submission head = turn.head;
            Integer partition = head.record().partition();
            if (head.deadlineNanos() - now <= 0) {
                // its sender will not wait for it, and can be told for sure that it was not sent
                pending.notGiven(turn, client);
                endings.expire(List.of(head));
            } else if (partition != null && partition >= turn.lane.partitions) {
                pending.notGiven(turn, client);
                endings.end(List.of(head), Failure.unknownPartition(partition, turn.lane.partitions));
            } else {
                return head;
            }
        }
        return null;
    }

    private void askForMetadata(KafkaClient client, Lane lane, long now) {
        try {
            pending.metadataKnown(lane, client, client.partitions(lane.topic), now);
        } catch (KafkaException e) {
            metadataMissing(client, lane, e, now);
        }
    }

    private void metadataMissing(KafkaClient client, Lane lane, KafkaException exception, long now) {
        if (Refusal.mayPass(exception)) {
            pending.awaitMetadata(lane, now);
            return;
        }
        KafkaException reason = Refusal.reason(exception);
        Failure failure = Refusal.beforeHandOver(reason);
        if (Fatal.is(exception)) {
            connection.discard(client, exception);
        } else {
            connection.refused(client, reason);
        }
        if (Refusal.concernsTopic(reason)) {
            endings.end(pending.takeAll(lane), failure);
        } else {
            // it is said to one caller only, so all who wait are told here
            endings.endWaiting(failure, Refusal.text(reason));
        }
    }

    private void send(KafkaClient client, Submission submission) {
        outstanding.incrementAndGet();
        ProducerRecord<Object, byte[]> record = submission.handOver(client);
        if (record == null) {
            // its sender gave up between the two; its room was given back then
            pending.notGiven(turn, client);
            acknowledgedOne(client);
            return;
        }
        handOverThread = Thread.currentThread();
        atHandOver = submission;
        try {
            client.send(record, submission);
        } catch (RuntimeException e) {
            completed(submission, null, e);
        } finally {
            atHandOver = null;
        }
    }

    /** The client's callback, on its network thread, or on the thread that hands over when it refuses at once. */
    void completed(Submission submission, RecordMetadata metadata, Exception exception) {
        if (!submission.giveBack()) {
            return;
        }
        KafkaClient client = submission.client();
        if (Fatal.is(exception)) {
            // before anybody hears of it, who would then send to the dead client again
            connection.discard(client, exception);
        }
        boolean told = exception == null ? submission.acknowledge(metadata)
                : submission.failHandedOver(refusal(submission, client, exception));
        pending.givenBack(submission, exception == null);
        if (told) {
            submission.tellWaiter();
        } else if (exception == null) {
            lateListener.acknowledgedLate(submission, metadata);
        }
        acknowledgedOne(client);
    }

    private Failure refusal(Submission submission, KafkaClient client, Exception exception) {
        if (atHandOver == submission && handOverThread == Thread.currentThread()) {
            return Refusal.atHandOver(exception);
        }
        if (cutOff) {
            return Failure.closed(name, Outcome.UNKNOWN);
        }
        Exception end = client.failure();
        // what a client still holds when it is discarded is told only that it was closed
        return end != null && exception.getClass() == KafkaException.class ? Refusal.withItsClient(end)
                : Refusal.afterHandOver(exception);
    }

    private void acknowledgedOne(KafkaClient client) {
        if (outstanding.decrementAndGet() > 0 && !pending.isBufferFull() || !pending.somethingReady()) {
            return;
        }
        if (client.isSendHeavy() || client.mayBlock() || atHandOver != null) {
            dispatcher.lookNow();
        } else {
            handOver(MOST_AT_AN_ACKNOWLEDGMENT);
        }
    }
}
