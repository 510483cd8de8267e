package io.quarkiverse.kafkaproducer.benchmarks.application;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/** The time and the processor time since it was made. */
final class Stopwatch {

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long cpu = process.getProcessCpuTime();
    private final long start = System.nanoTime();

    long nanos() {
        return System.nanoTime() - start;
    }

    Measured measured(long sends, long lost, long p50, long p99) {
        return new Measured(sends, lost, nanos(), p50, p99, process.getProcessCpuTime() - cpu);
    }
}
