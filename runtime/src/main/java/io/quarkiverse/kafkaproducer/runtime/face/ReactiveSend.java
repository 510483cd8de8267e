package io.quarkiverse.kafkaproducer.runtime.face;

import java.util.concurrent.Executor;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.smallrye.mutiny.subscription.UniEmitter;

/** A send whose result goes to a subscriber, where that has its context. */
final class ReactiveSend extends Submission implements Runnable {

    private final SendPath path;
    private final UniEmitter<? super RecordMetadata> emitter;
    private final Executor completion;
    private volatile boolean cancelled;

    ReactiveSend(Origin origin, long timeout, UniEmitter<? super RecordMetadata> emitter,
            Executor completion) {
        super(origin, timeout);
        this.path = origin.path();
        this.emitter = emitter;
        this.completion = completion;
    }

    @Override
    protected void wake() {
        completion.execute(this);
    }

    /** Its subscriber is gone, perhaps before it was in the queue. */
    void cancel() {
        cancelled = true;
        path.cancel(this);
    }

    @Override
    protected void submitted() {
        if (cancelled) {
            path.cancel(this);
        }
    }

    @Override
    public void run() {
        RecordMetadata metadata;
        try {
            metadata = path.result(this);
        } catch (SendException e) {
            emitter.fail(e);
            return;
        }
        emitter.complete(metadata);
    }
}
