package io.quarkiverse.kafkaproducer.benchmarks.start;

/** What is sent, as JSON. */
public record Order(long id, String customer) {

    public static final Order FIRST = new Order(1, "user-123");
}
