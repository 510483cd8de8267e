package io.quarkiverse.kafkaproducer.runtime.send;

import org.apache.kafka.common.header.Headers;

import io.quarkiverse.kafkaproducer.runtime.encode.BlockingEncoding;
import io.quarkiverse.kafkaproducer.runtime.encode.EncodingQueue;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;

/** Writes the values of sends: on the thread that sends, or on workers where the encoder may wait for something. */
public final class ValueWriting {

    private final ValueEncoder encoder;
    private final EncodingQueue workers;

    /** @param workers null where the encoder does not wait */
    public ValueWriting(ValueEncoder encoder, EncodingQueue workers) {
        this.encoder = encoder;
        this.workers = workers;
    }

    /** @param canonical see {@link ValueEncoder#forType} */
    ValueWriting forType(String canonical) {
        return new ValueWriting(encoder.forType(canonical), workers);
    }

    boolean addsHeaders() {
        return encoder.addsHeaders();
    }

    boolean isOnWorkers() {
        return workers != null;
    }

    /** Returns null where the thread that sends writes. */
    EncodingQueue workers() {
        return workers;
    }

    /** Writes a value here and now. May block where workers are to do it. */
    byte[] write(String topic, Headers headers, Object value) {
        return encoder.encode(topic, headers, value);
    }

    /** Returns a value that a worker is to write while this thread waits. */
    BlockingEncoding onWorker(Submission submission, String topic, Headers headers, Object value) {
        return new BlockingEncoding(workers, topic, submission.deadlineNanos(), submission.timeoutNanos(),
                () -> write(topic, headers, value));
    }
}
