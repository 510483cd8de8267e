package io.quarkiverse.kafkaproducer.benchmarks.application;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own client. */
final class BareClient implements WaitingSender, BurstSender, AutoCloseable {

    /** From a sample to what is sent. */
    interface Encoding {
        byte[] encode(Sample sample) throws Exception;
    }

    private final KafkaProducer<String, byte[]> producer;
    private final Encoding encoding;

    BareClient(String servers, Map<String, Object> settings, Encoding encoding) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.encoding = encoding;
    }

    @Override
    public void send(String topic, Sample sample) throws Exception {
        producer.send(new ProducerRecord<>(topic, sample.key(), encoding.encode(sample))).get();
    }

    @Override
    public void send(String topic, Sample sample, int count, Tally tally) {
        for (int i = 0; i < count; i++) {
            try {
                producer.send(new ProducerRecord<>(topic, sample.key(), encoding.encode(sample)),
                        (metadata, failure) -> tally.ended(failure));
            } catch (Exception e) {
                tally.failed();
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
