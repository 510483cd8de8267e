package io.quarkiverse.kafkaproducer.runtime.facade;

import java.time.Duration;
import java.util.concurrent.Executor;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;

/** Sends a record anew for each subscriber. */
final class SendUni extends AbstractUni<RecordMetadata> {

    private final Origin origin;
    private final Duration timeout;
    private final Executor worker;
    private final Submitting submitting;

    /** Puts a send into the queue. */
    @FunctionalInterface
    interface Submitting {
        /** Returns false if it has ended here and now. */
        boolean submit(ReactiveSend send);
    }

    private SendUni(Origin origin, Duration timeout, Executor worker, Submitting submitting) {
        this.origin = origin;
        this.timeout = timeout;
        this.worker = worker;
        this.submitting = submitting;
    }

    /** @param worker runs the subscriber where it has no Vert.x context */
    static Uni<RecordMetadata> of(Origin origin, Duration timeout, Executor worker, Submitting submitting) {
        return Infrastructure.onUniCreation(new SendUni(origin, timeout, worker, submitting));
    }

    @Override
    public void subscribe(UniSubscriber<? super RecordMetadata> subscriber) {
        ReactiveSend send;
        try {
            send = new ReactiveSend(origin, origin.path().timeoutOfCall(timeout), subscriber, CompletionContext.here(worker));
        } catch (IllegalArgumentException | IllegalStateException e) {
            subscriber.onSubscribe(EmptyUniSubscription.DONE);
            subscriber.onFailure(e);
            return;
        }
        subscriber.onSubscribe(send);
        try {
            if (!submitting.submit(send)) {
                // refused faster than workers could be told of it, and this thread is where the subscriber is
                send.run();
            }
        } catch (RuntimeException | Error e) {
            send.fail(e);
        }
    }
}
