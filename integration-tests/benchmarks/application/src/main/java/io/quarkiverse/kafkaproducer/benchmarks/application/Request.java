package io.quarkiverse.kafkaproducer.benchmarks.application;

/**
 * One measurement for the application to make.
 *
 * @param contender by its name in {@link Contenders}
 * @param bytes how large a record's value is
 * @param topics how many topics are written to in turn, from {@code benchmark-0} on
 * @param threads how many send, each waiting for its acknowledgment; with 0, one thread sends all of {@code count}, and then
 *        waits
 * @param virtual whether those are virtual threads
 * @param millis how long they send
 * @param count how many records a burst has
 */
public record Request(String contender, int bytes, int topics, int threads, boolean virtual, int millis, int count) {

    public static final String TOPIC = "benchmark-";

    public static Request sends(String contender, int bytes, int topics, int threads, boolean virtual, int millis) {
        return new Request(contender, bytes, topics, threads, virtual, millis, 0);
    }

    public static Request burst(String contender, int bytes, int count) {
        return new Request(contender, bytes, 1, 0, false, 0, count);
    }

    boolean isBurst() {
        return threads == 0;
    }
}
