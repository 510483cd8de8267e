package io.quarkiverse.kafkaproducer.benchmarks.runner;

import io.quarkiverse.kafkaproducer.benchmarks.application.Request;

/**
 * One measurement, made with several contestants.
 *
 * @param delayMillis how long each way between application and broker takes
 */
record Cell(Work work, int delayMillis, int bytes, int topics, int threads, boolean virtual, int millis, int count) {

    Request request(Contestant contestant) {
        return new Request(contestant.contender, bytes, topics, threads, virtual, millis, count);
    }

    boolean isBurst() {
        return threads == 0;
    }

    /** Returns its description, without its work and the delay. */
    String load() {
        if (isBurst()) {
            return "burst of %,d".formatted(count);
        }
        return (threads == 1 ? "1 thread" : threads + (virtual ? " virtual threads" : " threads"))
                + (work == Work.W7 ? ", " + topics + (topics == 1 ? " topic" : " topics") : "");
    }

    @Override
    public String toString() {
        return work + ", " + load() + ", " + bytes + " B" + (delayMillis > 0 ? ", " + delayMillis + " ms each way" : "");
    }
}
