package io.quarkiverse.kafkaproducer.benchmarks.start;

/** The value that is sent, as JSON. */
public record Order(long id, String customer) {

    public static final Order FIRST = new Order(1, "user-123");
}
