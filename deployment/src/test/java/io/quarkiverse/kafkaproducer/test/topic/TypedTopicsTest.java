package io.quarkiverse.kafkaproducer.test.topic;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.test.QuarkusUnitTest;

class TypedTopicsTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    public record Order(String id) {
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
    public interface Animal {
    }

    public record Cat(int lives) implements Animal {
    }

    /** A serializer goes round in it. */
    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    /** Writes values that can be told from JSON, for a named producer. */
    public static class AsPayment implements Serializer<Order> {

        @Override
        public byte[] serialize(String topic, Order order) {
            return ("payment " + order.id()).getBytes(StandardCharsets.UTF_8);
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker
            .application(Order.class, Animal.class, Cat.class, Knot.class, AsPayment.class)
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"payments\".value-serializer", AsPayment.class.getName())
            .setLogRecordPredicate(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName()))
            .assertLogRecords(TypedTopicsTest::assertFootprints);

    @Inject
    @Topic("typed")
    TopicProducer<Order> orders;

    @Inject
    @Topic("typed")
    TopicProducer<List<Order>> lists;

    @Inject
    @Topic("typed-animals")
    TopicProducer<List<Animal>> animals;

    @Inject
    @Topic("typed")
    ReactiveTopicProducer<Order> reactive;

    @Inject
    @Topic("typed")
    @ProducerName("payments")
    TopicProducer<Order> payments;

    @Inject
    @Topic("typed")
    TopicProducer<Knot> knots;

    @Test
    void theDeclaredTypeSaysWhatElementsAre() {
        animals.send(List.of(new Cat(9)));

        assertThat(text(TopicReader.readOnly("typed-animals").value())).isEqualTo("[{\"@type\":\"cat\",\"lives\":9}]");
    }

    @Test
    void sendsOneTypeToOneTopic() {
        assertThat(orders.topic()).isEqualTo("typed");
        assertThat(orders.send(new Order("1"), "user-1").topic()).isEqualTo("typed");
        lists.send(List.of(new Order("2"), new Order("3")));
        reactive.send(new Order("4"), "user-4".getBytes(StandardCharsets.UTF_8)).await().atMost(BOUND);
        payments.send(new Order("5"));
        orders.sendAll(List.of(new Order("6"), new Order("7")), Order::id);
        orders.send(new Order("8"), "user-8", new RecordHeaders().add("trace", new byte[] { 1 }));
        assertThatThrownBy(() -> knots.send(new Knot())).isInstanceOf(ValueSerializationException.class);

        var records = TopicReader.read("typed");

        assertThat(records).extracting(record -> text(record.value())).containsExactlyInAnyOrder("{\"id\":\"1\"}",
                "[{\"id\":\"2\"},{\"id\":\"3\"}]", "{\"id\":\"4\"}", "payment 5", "{\"id\":\"6\"}", "{\"id\":\"7\"}",
                "{\"id\":\"8\"}");
        assertThat(records).extracting(record -> text(record.key())).containsExactlyInAnyOrder("user-1", null, "user-4", null,
                "6", "7", "user-8");
        assertThat(records.get(records.size() - 1).headers().lastHeader("trace")).isNotNull();
    }

    private static void assertFootprints(List<LogRecord> records) {
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                .contains("Message 'user-1' has been sent to typed", "Failed to send message to topic typed",
                        "2 messages have been sent to typed");
    }
}
