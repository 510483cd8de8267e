package io.quarkiverse.kafkaproducer.outbox.it;

/** Tells whether the long tests run, by {@code -Pthorough}. */
final class Thorough {

    static final boolean ON = Boolean.getBoolean("outbox.thorough");

    private Thorough() {
    }
}
