package io.quarkiverse.kafkaproducer.runtime.queue;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Estimates the bytes of a record, never less than Kafka does. */
public final class RecordSize {

    /** Kafka's batch header (61), record header (21 at most) and the lengths of key, value and headers. */
    private static final int OVERHEAD = 128;
    private static final int OVERHEAD_OF_A_HEADER = 16;
    private static final int MOST_BYTES_OF_A_CHAR_IN_UTF_8 = 3;

    private RecordSize() {
    }

    public static int of(ProducerRecord<Object, byte[]> record) {
        long size = OVERHEAD;
        if (record.value() != null) {
            size += record.value().length;
        }
        if (record.key() instanceof byte[] bytes) {
            size += bytes.length;
        } else if (record.key() instanceof String text) {
            size += (long) text.length() * MOST_BYTES_OF_A_CHAR_IN_UTF_8;
        }
        for (Header header : record.headers()) {
            size += OVERHEAD_OF_A_HEADER + (long) header.key().length() * MOST_BYTES_OF_A_CHAR_IN_UTF_8
                    + (header.value() == null ? 0 : header.value().length);
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
