package io.quarkiverse.kafkaproducer.benchmarks.application;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.serializer.JsonSerializer;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Spring's {@link KafkaTemplate}, with its serializer for the Jackson that all others write with. */
final class TemplatePeer implements WaitingSender, BurstSender, AutoCloseable {

    private final DefaultKafkaProducerFactory<String, Order> factory;
    private final KafkaTemplate<String, Order> template;

    // its successor writes with Jackson 3
    @SuppressWarnings("removal")
    TemplatePeer(String servers, Map<String, Object> settings, ObjectMapper mapper) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        factory = new DefaultKafkaProducerFactory<>(properties, new StringSerializer(), new JsonSerializer<>(mapper));
        template = new KafkaTemplate<>(factory);
    }

    @Override
    public void send(String topic, Sample sample) throws Exception {
        template.send(topic, sample.key(), sample.order()).get();
    }

    @Override
    public void send(String topic, Sample sample, int count, Tally tally) {
        for (int i = 0; i < count; i++) {
            try {
                template.send(topic, sample.key(), sample.order()).whenComplete((sent, failure) -> tally.ended(failure));
            } catch (RuntimeException e) {
                tally.failed();
            }
        }
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
