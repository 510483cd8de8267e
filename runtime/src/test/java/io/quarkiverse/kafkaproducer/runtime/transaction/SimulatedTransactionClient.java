package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.queue.Client;
import io.quarkiverse.kafkaproducer.runtime.queue.Entry;
import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;

/** A transactional Kafka client with its coordinator: each keeps to the protocol, and answers when it likes, or not. */
final class SimulatedTransactionClient implements Client, TransactionClient {

    static final long MS = 1_000_000;
    private static final long MAX_BLOCK = 50 * MS;

    /** The broker's record of a transaction. */
    static final class Logged {

        enum Ending {
            NONE,
            COMMITTED,
            ABORTED
        }

        final int number;
        Ending ending = Ending.NONE;
        /** The numbers of the transactions that its records and offsets were sent in. */
        final List<Integer> records = new ArrayList<>();
        final List<Integer> offsets = new ArrayList<>();

        Logged(int number) {
            this.number = number;
        }
    }

    private enum Kind {
        COMMIT,
        ABORT
    }

    private static final class Request {
        final Kind kind;
        boolean answered;
        KafkaException error;

        Request(Kind kind) {
            this.kind = kind;
        }
    }

    static final class SimulatedError extends Error {
        private static final long serialVersionUID = 1;

        SimulatedError() {
            super("simulated", null, false, false);
        }
    }

    private record InFlight(Entry entry, int number) {
    }

    private final TransactionRun run;
    private final SimulatedThreads threads;
    private final Random random;
    private final List<InFlight> inFlight = new ArrayList<>();
    private final List<Thread> waiting = new ArrayList<>();
    /** The transaction that is not ended at the client. */
    private Logged current;
    private Request pending;
    private Throwable failure;
    private boolean inError;
    boolean closed;
    private boolean superseded;

    SimulatedTransactionClient(TransactionRun run, SimulatedThreads threads, Random random) {
        this.run = run;
        this.threads = threads;
        this.random = random;
    }

    // ---- transactions

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private KafkaException fatal() {
        return oneIn(2) ? new ProducerFencedException("fenced") : new InvalidPidMappingException("forgotten");
    }

    private void checkUsable() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (inError) {
            throw new KafkaException("in an error state", failure);
        }
    }

    @Override
    public void begin() {
        checkUsable();
        if (oneIn(60)) {
            inError = true;
            failure = fatal();
            run.happened("begin refused");
            throw (KafkaException) failure;
        }
        if (current != null || pending != null) {
            run.fail("a transaction begins before the last one has ended at the client");
        }
        current = run.begun();
    }

    @Override
    public void commit() {
        await(Kind.COMMIT);
    }

    @Override
    public void abort() {
        await(Kind.ABORT);
    }

    private void await(Kind kind) {
        run.look();
        threads.yieldTurn();
        checkUsable();
        if (pending == null) {
            if (current == null) {
                throw new IllegalStateException("no transaction");
            }
            pending = new Request(kind);
            start(pending, current);
        } else if (pending.kind != kind) {
            throw new IllegalStateException("the previous call timed out and must be retried");
        }
        Request mine = pending;
        awaitAnswer(mine);
        pending = null;
        if (mine.error != null) {
            throw mine.error;
        }
        current = null;
    }

    private void awaitAnswer(Request mine) {
        long until = threads.now() + MAX_BLOCK;
        waiting.add(Thread.currentThread());
        try {
            while (true) {
                if (Thread.interrupted()) {
                    run.happened("interrupted while the broker is asked to " + mine.kind.name().toLowerCase());
                    throw new InterruptException(new InterruptedException());
                }
                if (mine.answered) {
                    return;
                }
                if (threads.now() >= until) {
                    throw new TimeoutException("not answered");
                }
                threads.park(this, until - threads.now());
            }
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    private void start(Request request, Logged logged) {
        if (request.kind == Kind.COMMIT) {
            run.commitAsked(logged.number);
        } else {
            threads.after(random.nextInt(20) * MS, () -> List.copyOf(inFlight).stream()
                    .filter(one -> one.number == logged.number)
                    .forEach(one -> complete(one, new TransactionAbortedException("aborted"))));
        }
        long soon = random.nextInt(4) * random.nextInt(15) * MS;
        long late = soon + random.nextInt(500) * MS;
        String name = request.kind.name().toLowerCase();
        switch (random.nextInt(16)) {
            case 0, 1 -> {
                run.happened(name + " answered late");
                endAt(late, request, logged);
                answerAt(late, request, logged, null);
            }
            case 2 -> {
                run.happened(name + " done, never answered");
                endAt(late, request, logged);
            }
            case 3 -> run.happened(name + " lost");
            case 4 -> {
                run.happened(name + " done, answered very late");
                endAt(soon, request, logged);
                answerAt(late * 40, request, logged, null);
            }
            case 5, 6 -> {
                if (request.kind == Kind.COMMIT) {
                    run.happened("commit refused");
                    if (oneIn(4)) {
                        // an earlier attempt of the client's came through
                        endAt(soon, request, logged);
                    }
                    answerAt(oneIn(3) ? late : soon, request, logged, new TransactionAbortableException("refused"));
                } else {
                    endAt(soon, request, logged);
                    answerAt(soon, request, logged, null);
                }
            }
            case 7 -> {
                run.happened(name + " refused for good");
                if (oneIn(2)) {
                    endAt(soon, request, logged);
                }
                answerAt(soon, request, logged, fatal());
            }
            case 8 -> {
                if (oneIn(3)) {
                    run.happened(name + " of a closed client");
                    close(false);
                    throw new IllegalStateException("closed");
                }
                run.happened(name + " throws an error");
                if (oneIn(2)) {
                    endAt(soon, request, logged);
                }
                throw new SimulatedError();
            }
            default -> {
                run.happened(name + " done");
                endAt(soon, request, logged);
                answerAt(soon, request, logged, null);
            }
        }
    }

    private void endAt(long delay, Request request, Logged logged) {
        threads.after(delay, () -> {
            if (!superseded && logged.ending == Logged.Ending.NONE) {
                threads.trace("transaction {} ends at the broker: {}", logged.number, request.kind);
                logged.ending = request.kind == Kind.COMMIT ? Logged.Ending.COMMITTED : Logged.Ending.ABORTED;
            }
        });
    }

    private void answerAt(long delay, Request request, Logged logged, KafkaException error) {
        threads.after(delay, () -> {
            if (request.answered) {
                return;
            }
            request.answered = true;
            request.error = closed || superseded ? new ProducerFencedException("replaced") : error;
            if (request.kind == Kind.ABORT && logged.ending == Logged.Ending.COMMITTED) {
                request.error = new InvalidTxnStateException("it is committed");
            }
            if (request.error != null && !(request.error instanceof TransactionAbortableException)) {
                inError = true;
                failure = request.error;
            }
            waiting.forEach(threads::unpark);
        });
    }

    @Override
    public void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        checkUsable();
        if (current == null || pending != null && pending.kind == Kind.COMMIT) {
            throw new IllegalStateException("no transaction in progress");
        }
        int number = offsets.keySet().iterator().next().partition();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                run.happened("offsets not answered in time");
                long until = threads.now() + MAX_BLOCK;
                while (threads.now() < until && !Thread.currentThread().isInterrupted()) {
                    threads.park(this, until - threads.now());
                }
                if (Thread.interrupted()) {
                    throw new InterruptException(new InterruptedException());
                }
                checkUsable();
                throw new TimeoutException("not answered");
            }
            case 3 -> {
                run.happened("offsets refused");
                throw new TransactionAbortableException("refused");
            }
            case 4 -> {
                run.happened("offsets not valid");
                throw new IllegalArgumentException("not valid");
            }
            default -> {
                threads.sleep(random.nextInt(30) * MS);
                if (current == null) {
                    throw new KafkaException("aborted");
                }
                current.offsets.add(number);
            }
        }
    }

    // ---- its end

    /** @param finish whether the broker hears of it */
    void close(boolean finish) {
        if (closed) {
            return;
        }
        threads.trace("the client is closed");
        closed = true;
        if (failure == null) {
            failure = new KafkaException("closed");
        }
        if (finish && current != null && pending == null && current.ending == Logged.Ending.NONE) {
            current.ending = Logged.Ending.ABORTED;
        }
        if (pending != null && !pending.answered) {
            pending.answered = true;
            pending.error = new KafkaException("closed");
        }
        List.copyOf(inFlight).forEach(one -> complete(one, new KafkaException("closed")));
        waiting.forEach(threads::unpark);
    }

    void fail(Throwable reason) {
        failure = reason;
        inError = true;
    }

    /** Another client with its id has introduced itself. */
    void supersede() {
        superseded = true;
        if (current != null && current.ending == Logged.Ending.NONE) {
            threads.trace("transaction {} is aborted as the client is replaced", current.number);
            current.ending = Logged.Ending.ABORTED;
        }
    }

    // ---- records

    @Override
    public void send(Entry entry) {
        ProducerRecord<Object, byte[]> record = entry.take();
        if (record == null) {
            return;
        }
        int number = Integer.parseInt(new String(record.value()));
        if (closed || inError) {
            entry.notTaken(closed ? new IllegalStateException("closed") : new KafkaException("in error", failure), true);
            return;
        }
        if (current == null || pending != null && pending.kind == Kind.COMMIT) {
            run.fail("a record of transaction " + number + " reaches the client outside of one");
        }
        InFlight one = new InFlight(entry, number);
        inFlight.add(one);
        Logged logged = current;
        switch (random.nextInt(30)) {
            case 0 -> {
                run.happened("record refused");
                threads.after(random.nextInt(50) * MS, () -> complete(one, new RecordTooLargeException("too large")));
            }
            case 1 -> {
                run.happened("record never acknowledged");
                if (oneIn(2)) {
                    logged.records.add(number);
                }
            }
            case 2 -> {
                run.happened("record fails the client");
                threads.after(random.nextInt(50) * MS, () -> {
                    KafkaException reason = fatal();
                    fail(reason);
                    complete(one, reason);
                });
            }
            case 3, 4, 5, 6 -> acknowledgeAt(random.nextInt(700) * MS, one, logged);
            default -> acknowledgeAt(random.nextInt(3) * MS, one, logged);
        }
        entry.handedOver();
    }

    private void acknowledgeAt(long delay, InFlight one, Logged logged) {
        threads.after(delay, () -> {
            if (inFlight.contains(one)) {
                run.happened("record acknowledged");
                logged.records.add(one.number);
                complete(one, null);
            }
        });
    }

    private void complete(InFlight one, KafkaException error) {
        if (inFlight.remove(one)) {
            one.entry.onCompletion(error == null ? new RecordMetadata(new TopicPartition("orders", 0), 0, 0, 0, 0, 0) : null,
                    error);
        }
    }

    @Override
    public TopicMetadata metadata(String topic) {
        return TopicMetadata.of(3);
    }

    @Override
    public boolean refresh(String topic) {
        return false;
    }

    @Override
    public int partition(ProducerRecord<Object, byte[]> record, int partitions) {
        return UNKNOWN_PARTITION;
    }

    @Override
    public boolean hasRoom(int size, int inFlight) {
        return true;
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    @Override
    public boolean hasSent(String topic) {
        return true;
    }

    @Override
    public long retries(String topic) {
        return 0;
    }

    @Override
    public Exception diagnose(long now) {
        return null;
    }

    @Override
    public Wait waitForMetadata(String topic, TopicMetadata metadata) {
        return Wait.metadata(topic);
    }

    @Override
    public Wait waitForAcknowledgment(String topic) {
        return Wait.ACKNOWLEDGMENT;
    }
}
