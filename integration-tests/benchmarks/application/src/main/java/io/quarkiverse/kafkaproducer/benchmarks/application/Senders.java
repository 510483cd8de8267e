package io.quarkiverse.kafkaproducer.benchmarks.application;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** Threads that send, each waiting for the acknowledgment before it sends again. */
final class Senders {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(3);
    private static final int DIGITS = 3;

    private final WaitingSender sender;
    private final Sample sample;
    private final Request request;

    Senders(WaitingSender sender, Sample sample, Request request) {
        this.sender = sender;
        this.sample = sample;
        this.request = request;
    }

    Measured measure() throws Exception {
        ExecutorService threads = request.virtual() ? virtualThreads() : Executors.newFixedThreadPool(request.threads());
        try {
            CountDownLatch ready = new CountDownLatch(request.threads());
            CountDownLatch go = new CountDownLatch(1);
            List<Future<OfOne>> running = new ArrayList<>();
            for (int i = 0; i < request.threads(); i++) {
                int first = i;
                running.add(threads.submit(() -> {
                    OfOne one = new OfOne(first);
                    ready.countDown();
                    go.await();
                    one.send(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.millis()));
                    return one;
                }));
            }
            ready.await();
            Stopwatch watch = new Stopwatch();
            go.countDown();
            Histogram all = new Histogram(LONGEST, DIGITS);
            List<OfOne> done = new ArrayList<>();
            for (Future<OfOne> one : running) {
                done.add(one.get());
            }
            // read before the figures are put together, which takes a while with many threads
            Measured time = watch.measured(0, 0, 0, 0);
            long lost = 0;
            for (OfOne one : done) {
                all.add(one.latencies);
                lost += one.lost;
            }
            return new Measured(all.getTotalCount() + lost, lost, time.nanos(), all.getValueAtPercentile(50),
                    all.getValueAtPercentile(99), time.cpuNanos());
        } finally {
            threads.shutdown();
        }
    }

    /** From 21 on, and this is compiled for 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private final class OfOne {

        final Histogram latencies = new Histogram(LONGEST, 2);
        long lost;
        private int topic;

        OfOne(int firstTopic) {
            this.topic = firstTopic;
        }

        void send(long end) {
            for (long before = System.nanoTime(); before < end;) {
                try {
                    sender.send(Request.TOPIC + topic++ % request.topics(), sample);
                    long after = System.nanoTime();
                    latencies.recordValue(Math.min(after - before, LONGEST));
                    before = after;
                } catch (Exception e) {
                    lost++;
                    before = System.nanoTime();
                }
            }
        }
    }
}
