package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Serializer;

/** Kafka's own producer, which says when it is made and when it is closed. */
class ListenedClient<V> extends KafkaProducer<Object, V> {

    private final ClientListener listener;

    ListenedClient(Map<String, Object> properties, Serializer<Object> keys, Serializer<V> values, ClientListener listener) {
        super(properties, keys, values);
        this.listener = listener;
        listener.made(this);
    }

    /** Closes the client. Every other way of closing calls it. */
    @Override
    public void close(Duration timeout) {
        try {
            super.close(timeout);
        } finally {
            listener.closed(this);
        }
    }
}
