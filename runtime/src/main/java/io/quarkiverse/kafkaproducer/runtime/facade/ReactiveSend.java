package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.concurrent.Executor;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/** A send whose result goes to a subscriber, where that has its context. It is that subscriber's subscription. */
final class ReactiveSend extends Submission implements UniSubscription, Runnable {

    private final SendPath path;
    private final UniSubscriber<? super RecordMetadata> subscriber;
    private final Executor completion;
    private volatile boolean cancelled;

    ReactiveSend(Origin origin, long timeout, UniSubscriber<? super RecordMetadata> subscriber, Executor completion) {
        super(origin, timeout);
        this.path = origin.path();
        this.subscriber = subscriber;
        this.completion = completion;
    }

    @Override
    protected void wake() {
        completion.execute(this);
    }

    /** Called when its subscriber is gone, perhaps before it was in the queue. */
    @Override
    public void cancel() {
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
            fail(e);
            return;
        }
        if (!cancelled) {
            subscriber.onItem(metadata);
        }
    }

    void fail(Throwable failure) {
        if (!cancelled) {
            subscriber.onFailure(failure);
        }
    }
}
