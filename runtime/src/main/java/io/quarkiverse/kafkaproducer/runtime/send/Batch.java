package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.ValueSerializationException;

/** Records that are sent together: pipelined, under one deadline, each of them accounted for. */
public final class Batch implements Submission.Waiter {

    private final SendPath path;
    private final Call call;
    private final List<ProducerRecord<?, ?>> records;
    private final Submission[] submissions;
    private final ValueSerializationException[] unwritable;
    private final AtomicInteger left;
    private final Runnable whenAllEnded;

    /**
     * @param whenAllEnded told once, on whichever thread ended the last one
     * @throws IllegalArgumentException if anything is not legal; nothing has been sent then
     */
    public Batch(SendPath path, Call call, Collection<? extends ProducerRecord<?, ?>> records, Runnable whenAllEnded) {
        this.path = path;
        this.call = call;
        if (records == null) {
            throw new IllegalArgumentException("The records are null");
        }
        this.records = new ArrayList<>(records);
        this.submissions = new Submission[this.records.size()];
        this.unwritable = new ValueSerializationException[submissions.length];
        // one more, so that it cannot end while it is being submitted
        this.left = new AtomicInteger(submissions.length + 1);
        this.whenAllEnded = whenAllEnded;
        this.records.forEach(SendPath::check);
    }

    public void submit(Room room) {
        for (int i = 0; i < submissions.length; i++) {
            try {
                submissions[i] = path.prepare(call, records.get(i), this);
                if (!path.submit(submissions[i], room)) {
                    endedOne();
                }
            } catch (ValueSerializationException e) {
                unwritable[i] = e;
                endedOne();
            }
        }
        endedOne();
    }

    @Override
    public void ended(Submission submission) {
        endedOne();
    }

    private void endedOne() {
        if (left.decrementAndGet() == 0) {
            whenAllEnded.run();
        }
    }

    public boolean hasEnded() {
        return left.get() == 0;
    }

    public void forEachOnItsWay(Consumer<Submission> action) {
        for (Submission submission : submissions) {
            if (submission != null && !submission.isEnded()) {
                action.accept(submission);
            }
        }
    }

    /**
     * What it came to, after the observer has seen it.
     *
     * @throws BatchSendException if any failed
     */
    public List<RecordMetadata> result() {
        List<SendResult> results = new ArrayList<>(submissions.length);
        List<RecordMetadata> acknowledged = new ArrayList<>(submissions.length);
        for (int i = 0; i < submissions.length; i++) {
            SendResult result = result(i);
            results.add(result);
            if (result.acknowledged()) {
                acknowledged.add(result.metadata());
            }
        }
        if (!acknowledged.isEmpty()) {
            path.observer().batchAcknowledged(call.controller(), acknowledged, call.started());
        }
        if (acknowledged.size() < results.size()) {
            throw new BatchSendException(results);
        }
        return acknowledged;
    }

    private SendResult result(int i) {
        if (unwritable[i] != null) {
            return new SendResult(records.get(i), null, unwritable[i]);
        }
        return path.sendResult(records.get(i), submissions[i]);
    }
}
