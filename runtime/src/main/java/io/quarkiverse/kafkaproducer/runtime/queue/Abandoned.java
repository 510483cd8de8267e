package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/**
 * The ending of a record whose sender gave up while the client had it: a failure whose outcome is UNKNOWN, and later what the
 * client says at last. It holds on to nothing of the record, and to a listener only where somebody asked.
 */
public final class Abandoned {

    private final Failure failure;
    /** Null at first, then the listeners, if any, then the client's answer. */
    private final AtomicReference<Object> settled = new AtomicReference<>();

    private record Listener(Consumer<Abandoned> told, Listener next) {
    }

    Abandoned(Failure failure) {
        this.failure = failure;
    }

    /** Returns what the sender was told. */
    public Failure failure() {
        return failure;
    }

    /** Returns null unless the record was acknowledged after all. */
    public RecordMetadata metadata() {
        return settled.get() instanceof RecordMetadata metadata ? metadata : null;
    }

    /** Returns null unless the client has given up as well. */
    public Failure lastFailure() {
        return settled.get() instanceof Failure last ? last : null;
    }

    boolean isSettled() {
        Object now = settled.get();
        return now != null && !(now instanceof Listener);
    }

    /**
     * Tells the listener when the client has answered, on the thread that learns of it; at once if it has answered.
     */
    public void whenSettled(Consumer<Abandoned> listener) {
        while (true) {
            Object now = settled.get();
            if (now != null && !(now instanceof Listener)) {
                listener.accept(this);
                return;
            }
            if (settled.compareAndSet(now, new Listener(listener, (Listener) now))) {
                return;
            }
        }
    }

    /** Returns whether this is the client's first word. */
    boolean settle(Object ending) {
        while (true) {
            Object now = settled.get();
            if (now != null && !(now instanceof Listener)) {
                return false;
            }
            if (settled.compareAndSet(now, ending)) {
                for (Listener listener = (Listener) now; listener != null; listener = listener.next()) {
                    listener.told().accept(this);
                }
                return true;
            }
        }
    }
}
