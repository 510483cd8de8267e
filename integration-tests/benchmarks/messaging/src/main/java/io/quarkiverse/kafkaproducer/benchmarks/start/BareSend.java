package io.quarkiverse.kafkaproducer.benchmarks.start;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** By Kafka's client and Jackson. */
@ApplicationScoped
public class BareSend implements FirstSend {

    private final ObjectMapper mapper;
    private final String servers;
    private KafkaProducer<String, byte[]> producer;

    BareSend(ObjectMapper mapper, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.mapper = mapper;
        this.servers = servers;
    }

    @Override
    public String topic() {
        return "start-bare";
    }

    @Override
    public void send() {
        Map<String, Object> properties = Map.of("bootstrap.servers", servers, "linger.ms", 0);
        producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.send(new ProducerRecord<>(topic(), mapper.writeValueAsBytes(Order.FIRST))).get();
        } catch (JsonProcessingException | ExecutionException e) {
            throw new IllegalStateException("Nothing was sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @PreDestroy
    void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
