package org.acme.orders;

import org.apache.kafka.clients.producer.RecordMetadata;

/** The progress of sending a file. */
final class Sending {

    private final Receipts receipts = new Receipts();
    private final Latencies latencies = new Latencies();
    private long failed;
    private long withoutKey;
    private long stoppedAfter;

    void countSent(RecordMetadata written, String key, byte[] value, long nanos) {
        receipts.add(written, key, value);
        latencies.add(nanos);
        if (key == null) {
            withoutKey++;
        }
    }

    void countFailed() {
        failed++;
    }

    void stopAfter(long line) {
        stoppedAfter = line;
    }

    long sent() {
        return receipts.count();
    }

    long failed() {
        return failed;
    }

    long withoutKey() {
        return withoutKey;
    }

    /**
     * @return the number of the last line that was tried, or 0 if all were
     */
    long stoppedAfter() {
        return stoppedAfter;
    }

    boolean complete() {
        return failed == 0 && stoppedAfter == 0;
    }

    Receipts receipts() {
        return receipts;
    }

    Latencies latencies() {
        return latencies;
    }
}
