package io.quarkiverse.kafkaproducer.test.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;

/**
 * An application that sends in ways in which a declaration alone does not say what is sent. Each class whose name begins with
 * {@code Sent} is in a value that is sent, and no other is.
 */
final class SentShapes {

    private SentShapes() {
    }

    // ---- what may be anything by its declaration

    public record SentEvent(String type, Object payload) {
    }

    public record SentPayload(SentInPayload amount) {
    }

    public record SentInPayload(long cents) {
    }

    public record SentReadEvent(String type, Object payload) {
    }

    public record SentAttributes(Map<String, Object> attributes, List<?> items) {
    }

    public record NotSentPayload(String id) {
    }

    @Singleton
    public static class Events {

        @Inject
        Producer producer;

        void made() {
            producer.send("events", new SentEvent("paid", new SentPayload(null)));
        }

        void read(SentReadEvent event, SentAttributes attributes) {
            producer.send("events", event);
            producer.send("events", attributes);
        }
    }

    // ---- records that come from elsewhere

    public record SentOfMany(String id) {
    }

    public record SentOfEach(String id) {
    }

    public record SentOfAnother(String id) {
    }

    public record SentByHelper(String id) {
    }

    public interface Factory {

        List<ProducerRecord<String, SentOfMany>> many();

        List<ProducerRecord<String, SentOfEach>> each();

        ProducerRecord<String, Object> one();

        NotSentPayload notSent();
    }

    @Singleton
    public static class FactoryOfRecords implements Factory {

        @Override
        public List<ProducerRecord<String, SentOfMany>> many() {
            return List.of();
        }

        @Override
        public List<ProducerRecord<String, SentOfEach>> each() {
            return List.of();
        }

        @Override
        public ProducerRecord<String, Object> one() {
            return new ProducerRecord<>("t", new SentOfAnother("1"));
        }

        @Override
        public NotSentPayload notSent() {
            return new NotSentPayload("1");
        }
    }

    @Singleton
    public static class Records {

        @Inject
        Producer producer;

        @Inject
        Factory factory;

        void many() {
            producer.sendAll(factory.many());
            factory.each().forEach(record -> producer.send(record));
            producer.send(factory.one());
            producer.send(helper());
        }

        private ProducerRecord<?, ?> helper() {
            return new ProducerRecord<>("t", new SentByHelper("1"));
        }
    }

    // ---- clients that are handed on

    public record SentByHandedClient(String id) {
    }

    @Singleton
    public static class Clients {

        @Inject
        KafkaInstances instances;

        @Inject
        Handed handed;

        void start() {
            handed.use(instances.get().getProducer());
        }
    }

    @Singleton
    public static class Handed {

        void use(org.apache.kafka.clients.producer.Producer<Object, Object> client) {
            client.send(new ProducerRecord<>("t", new SentByHandedClient("1")));
        }
    }

    // ---- generic code

    public record SentByRepository(String id) {
    }

    public abstract static class Repository<T> {

        @Inject
        Producer producer;

        void save(T entity) {
            producer.send("t", entity);
        }
    }

    @Singleton
    public static class OrderRepository extends Repository<SentByRepository> {
    }

    public record SentGeneric<T>(String key, T value) {

        static <T> SentGeneric<T> of(T value) {
            return new SentGeneric<>("k", value);
        }
    }

    public record SentInList(String id) {
    }

    public record SentInMap(String id) {
    }

    public record SentInDiamond(String id) {
    }

    public record SentInFactory(String id) {
    }

    public record SentInStream(String id) {
    }

    public record SentInArray(String id) {
    }

    public record SentByPublish(String id) {
    }

    public record SentByReference(String id) {
    }

    public record SentByBiConsumer(String id) {
    }

    public record SentByPut(String id) {
    }

    @Singleton
    public static class Inferring {

        @Inject
        Producer producer;

        void send(SentInList list, SentInMap map, SentInDiamond diamond, SentInFactory factory, List<String> ids) {
            producer.send("t", List.of(list));
            producer.send("t", Map.of("a", map));
            producer.send("t", new SentGeneric<>("k", diamond));
            producer.send("t", SentGeneric.of(factory));
            producer.send("t", ids.stream().map(SentInStream::new).toList());
            producer.send("t", ids.stream().map(SentInArray::new).toArray(SentInArray[]::new));
            publish("t", new SentByPublish("1"));
            Stream.of(new SentByReference("1")).forEach(this::each);
            BiConsumer<String, Object> send = producer::send;
            send.accept("t", new SentByBiConsumer("1"));
            Map<String, Object> filled = new HashMap<>();
            filled.put("a", new SentByPut("1"));
            producer.send("t", filled);
        }

        private <T> void publish(String topic, T value) {
            producer.send(topic, value);
        }

        private void each(Object value) {
            producer.send("t", value);
        }
    }

    // ---- what is written instead

    @JsonSerialize(converter = SentConverter.class)
    public record SentConverted(String id) {
    }

    public static class SentConverter extends StdConverter<SentConverted, SentView> {

        @Override
        public SentView convert(SentConverted value) {
            return new SentView(value.id());
        }
    }

    public record SentView(String id) {
    }

    public record SentWithAs(@JsonSerialize(as = SentWritten.class) Object value) {
    }

    public interface SentWritten {

        String text();
    }

    public static class SentCounter {

        public AtomicLong count = new AtomicLong();
    }

    @Singleton
    public static class Instead {

        @Inject
        Producer producer;

        void send(SentConverted converted, SentWithAs as) {
            producer.send("t", converted);
            producer.send("t", as);
            producer.send("t", new SentCounter());
        }
    }

    // ---- siblings, and false alarms

    public interface SentHasId {
    }

    public abstract static class SentBase implements SentHasId {

        public String id;
    }

    public static class SentCustomer extends SentBase {
    }

    public static class NotSentAccount extends SentBase {

        public NotSentDetails details;
    }

    public record NotSentDetails(String text) {
    }

    public record SentByTyped(String id) {
    }

    public static class Publisher<T> {

        private final TopicProducer<T> producer;

        Publisher(TopicProducer<T> producer) {
            this.producer = producer;
        }

        void publish(List<List<T>> values) {
            values.forEach(producer::sendAll);
        }
    }

    @Singleton
    public static class Harmless {

        @Inject
        Producer producer;

        @Inject
        @Topic("typed")
        TopicProducer<SentByTyped> typed;

        Set<NotSentAccount> accounts;

        void send(SentCustomer customer, String id) {
            producer.send("t", customer);
            producer.send("t", Map.of("id", id));
            new Publisher<>(typed).publish(new ArrayList<>());
        }
    }
}
