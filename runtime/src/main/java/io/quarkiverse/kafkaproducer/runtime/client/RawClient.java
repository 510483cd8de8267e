package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Serializer;

/** Kafka's own producer, which says when it is closed. */
final class RawClient extends KafkaProducer<Object, Object> {

    private final Runnable closed;

    RawClient(Map<String, Object> properties, Serializer<Object> keys, Serializer<Object> values, Runnable closed) {
        super(properties, keys, values);
        this.closed = closed;
    }

    /** What every way of closing comes to. */
    @Override
    public void close(Duration timeout) {
        try {
            super.close(timeout);
        } finally {
            closed.run();
        }
    }
}
