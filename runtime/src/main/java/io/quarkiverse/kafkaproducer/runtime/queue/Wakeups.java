package io.quarkiverse.kafkaproducer.runtime.queue;

/** Lets {@link SendQueue#run()} be called in time. */
public interface Wakeups {

    /** Makes sure that the queue runs by this time, by its clock. Costs next to nothing where it would anyway. */
    void wakeBy(long time);
}
