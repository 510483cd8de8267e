package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.event.Event;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkus.arc.Arc;

/** The application's observers of {@link Footprint}. What they throw is logged and goes no further. */
public final class FootprintObservers {

    /** The most footprints on their way to asynchronous observers. Their executor would take any number. */
    private static final int MOST_ON_THEIR_WAY = 256;

    private static final Logger LOG = Logger.getLogger(FootprintObservers.class);

    private final boolean synchronous;
    private final boolean asynchronous;
    private final Semaphore onTheirWay = new Semaphore(MOST_ON_THEIR_WAY);
    /** Null until the first footprint, because there is no container yet when this is made. */
    private volatile Event<Footprint> event;

    /**
     * @param synchronous whether there is one by {@code @Observes}
     * @param asynchronous whether there is one by {@code @ObservesAsync}
     */
    public FootprintObservers(boolean synchronous, boolean asynchronous) {
        this.synchronous = synchronous;
        this.asynchronous = asynchronous;
    }

    boolean any() {
        return synchronous || asynchronous;
    }

    boolean anySynchronous() {
        return synchronous;
    }

    /** Calls the synchronous ones, here and now. */
    void tell(PendingFootprint draft) {
        if (!synchronous) {
            return;
        }
        try {
            event().fire(draft.footprint());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("An observer of footprints failed; the send that the footprint tells of is not affected",
                    KnownSecrets.hide(e));
        }
    }

    /** Lets workers call the asynchronous observers. Waits while too many are on their way. */
    void tellAsynchronously(PendingFootprint draft) {
        if (!asynchronous) {
            return;
        }
        onTheirWay.acquireUninterruptibly();
        try {
            // what they throw is logged by the container
            event().fireAsync(draft.footprint()).whenComplete((told, failure) -> onTheirWay.release());
        } catch (RejectedExecutionException e) {
            onTheirWay.release();
            LOG.error("There is no worker to tell an observer of a footprint", e);
        }
    }

    private Event<Footprint> event() {
        if (event == null) {
            event = Arc.container().beanManager().getEvent().select(Footprint.class);
        }
        return event;
    }
}
