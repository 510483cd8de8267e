package io.quarkiverse.kafkaproducer.runtime.outbox;

/** A lane that this relay has claimed. */
final class HeldLane {

    final int number;
    /** The number of its rows that have been read and have not ended. */
    int rows;
    /** True if there may be rows in the table that have not been read. */
    boolean unread = true;

    HeldLane(int number) {
        this.number = number;
    }

    /** Returns whether all that was read of it has ended, and may be read again if it failed. */
    boolean isReadable() {
        return rows == 0 && unread;
    }

    boolean isIdle() {
        return rows == 0 && !unread;
    }
}
