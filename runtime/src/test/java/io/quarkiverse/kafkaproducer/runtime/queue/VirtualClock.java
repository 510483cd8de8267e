package io.quarkiverse.kafkaproducer.runtime.queue;

/** Shows the time of an {@link Agenda}, from an origin that may be anything, as that of {@link System#nanoTime()}. */
final class VirtualClock implements Clock {

    private final Agenda agenda;
    private final long origin;

    VirtualClock(Agenda agenda, long origin) {
        this.agenda = agenda;
        this.origin = origin;
    }

    @Override
    public long nanoTime() {
        return origin + agenda.now();
    }

    /** Returns the agenda's time for one by this clock. */
    long toAgenda(long time) {
        return time - origin;
    }
}
