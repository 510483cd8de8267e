package io.quarkiverse.kafkaproducer.runtime.send;

/** Something that sends belong to, a transaction, which bounds them and wants to know how they end. */
public interface Scope {

    /** The scope of sends outside of a transaction. */
    Scope NONE = new Scope() {
        @Override
        public void enter() {
        }

        @Override
        public void leave() {
        }

        @Override
        public long nanosLeft() {
            return Long.MAX_VALUE;
        }

        @Override
        public void failed(Submission submission) {
        }

        @Override
        public void acknowledged(Submission submission) {
        }

        @Override
        public boolean isAtomic() {
            return false;
        }
    };

    /**
     * A send begins. It {@linkplain #leave() leaves} when it has ended, after {@link #failed} or {@link #acknowledged}.
     *
     * @throws IllegalStateException if nothing can begin any more
     */
    void enter();

    void leave();

    /** Returns the longest time of a send from now on. */
    long nanosLeft();

    /** A send failed. Called on whichever thread ended it, which this must not hold up. */
    void failed(Submission submission);

    /** A record was acknowledged. Called on whichever thread ended it, which this must not hold up. */
    void acknowledged(Submission submission);

    /** Returns whether nothing of it becomes visible once one of its sends has failed. */
    boolean isAtomic();
}
