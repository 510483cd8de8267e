package io.quarkiverse.kafkaproducer.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka clients of one listener. */
record Clients(Map<String, Object> properties) {

    static Clients of(String bootstrapServers) {
        return new Clients(Map.of("bootstrap.servers", bootstrapServers));
    }

    Clients with(String name, Object value) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(name, value);
        return new Clients(all);
    }

    KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    Admin admin() {
        return Admin.create(properties);
    }

    void send(String topic, String... values) throws Exception {
        try (KafkaProducer<String, String> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(topic, value)));
            }
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get(30, TimeUnit.SECONDS);
            }
        }
    }

    List<String> read(String topic, int count) {
        Map<String, Object> all = with("group.id", "readers-of-" + topic).with("auto.offset.reset", "earliest").properties();
        try (var consumer = new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            Instant limit = Instant.now().plusSeconds(30);
            while (values.size() < count && Instant.now().isBefore(limit)) {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> values.add(read.value()));
            }
            return values;
        }
    }
}
