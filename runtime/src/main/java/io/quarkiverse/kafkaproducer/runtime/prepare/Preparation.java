package io.quarkiverse.kafkaproducer.runtime.prepare;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Changes records before their values are written. Called on the thread that sends, which it must not block. */
@FunctionalInterface
public interface Preparation {

    /**
     * Returns the record that is sent.
     *
     * @param record with headers of its own
     * @throws PreparationException if it cannot be sent
     */
    ProducerRecord<Object, Object> prepare(ProducerRecord<Object, Object> record);

    /** Returns both, this one first; null is none. */
    static Preparation both(Preparation first, Preparation second) {
        return first == null ? second : second == null ? first : record -> second.prepare(first.prepare(record));
    }
}
