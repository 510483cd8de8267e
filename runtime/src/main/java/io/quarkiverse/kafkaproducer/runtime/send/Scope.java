package io.quarkiverse.kafkaproducer.runtime.send;

/** What sends may belong to, a transaction, which bounds them and wants to know how they end. */
public interface Scope {

    Scope NONE = new Scope() {
        @Override
        public void check() {
        }

        @Override
        public long nanosLeft() {
            return Long.MAX_VALUE;
        }

        @Override
        public void failed(Submission submission) {
        }
    };

    /**
     * @throws IllegalStateException if it has ended
     */
    void check();

    /** No send takes longer. */
    long nanosLeft();

    /** On whichever thread ended it, which this must not hold up. */
    void failed(Submission submission);
}
