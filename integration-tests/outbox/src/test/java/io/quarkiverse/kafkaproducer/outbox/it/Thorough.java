package io.quarkiverse.kafkaproducer.outbox.it;

/** Whether the tests are to take the time that they need to be sure, by {@code -Pthorough}. */
final class Thorough {

    static final boolean ON = Boolean.getBoolean("outbox.thorough");

    private Thorough() {
    }
}
