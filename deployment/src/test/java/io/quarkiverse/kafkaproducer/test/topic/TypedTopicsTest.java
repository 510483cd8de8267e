package io.quarkiverse.kafkaproducer.test.topic;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.runtime.StartupEvent;
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

    @ApplicationScoped
    public static class ByConstructor {

        final TopicProducer<Order> orders;

        ByConstructor(@Topic("typed-constructor") TopicProducer<Order> orders) {
            this.orders = orders;
        }

        void send() {
            orders.send(new Order("constructor"));
        }
    }

    @Singleton
    public record ByRecord(@Topic("typed-record") TopicProducer<Order> orders,
            @Topic("typed-record") @ProducerName("payments") ReactiveTopicProducer<Order> payments) {
    }

    @Singleton
    public static class ByMethods {

        TopicProducer<Order> byInitializer;

        @Inject
        void initialize(@Topic("typed-initializer") TopicProducer<Order> orders) {
            byInitializer = orders;
        }

        void observe(@Observes StartupEvent event, @Topic("typed-observer") TopicProducer<Order> orders) {
            orders.send(new Order("observer"));
        }

        @Produces
        @Dependent
        StringBuilder produce(@Topic("typed-producer-method") TopicProducer<Order> orders) {
            orders.send(new Order("producer method"));
            return new StringBuilder("sent");
        }
    }

    public abstract static class Sends<T> {

        @Inject
        @Topic("typed-inherited")
        TopicProducer<T> inherited;
    }

    @Singleton
    public static class SendsOrders extends Sends<Order> {
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker
            .application(Order.class, Animal.class, Cat.class, Knot.class, AsPayment.class, ByConstructor.class, ByRecord.class,
                    ByMethods.class,
                    Sends.class,
                    SendsOrders.class)
            .overrideRuntimeConfigKey("shop.topic", "typed-configured")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"payments\".value-serializer", AsPayment.class.getName())
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"off\".active", "false")
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
    @Topic("typed-twice")
    TopicProducer<Order> withoutName;

    @Inject
    @Topic("typed-twice")
    @ProducerName("payments")
    TopicProducer<Order> withName;

    @Inject
    @Topic("typed-named-only")
    @ProducerName("payments")
    TopicProducer<Order> namedOnly;

    @Inject
    @Topic("${shop.topic}")
    TopicProducer<Order> configured;

    @Inject
    @Topic("${shop.not-set:typed}-by-${shop.nor.this:default}")
    TopicProducer<byte[]> byDefault;

    @Inject
    @Topic("typed-looked-up")
    Instance<TopicProducer<Order>> instance;

    @Inject
    @Topic("typed-provided")
    Provider<TopicProducer<Order>> provider;

    @Inject
    @Any
    Instance<Object> any;

    @Inject
    @Topic("typed-off")
    @ProducerName("off")
    TopicProducer<Order> off;

    @Inject
    @Topic("typed")
    TopicProducer<Knot> knots;

    @Inject
    ByConstructor byConstructor;

    @Inject
    ByRecord byRecord;

    @Inject
    ByMethods byMethods;

    @Inject
    Instance<StringBuilder> byProducerMethod;

    @Inject
    SendsOrders inherits;

    @Inject
    Producer producer;

    private static List<String> sentTo(String topic) {
        return TopicReader.read(topic).stream().map(record -> text(record.value())).toList();
    }

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

    @Test
    void isInjectedWhereverSomethingCanBeInjected() {
        byConstructor.send();
        byRecord.orders().send(new Order("record"));
        byRecord.payments().send(new Order("reactive record")).await().atMost(BOUND);
        byMethods.byInitializer.send(new Order("initializer"));
        byProducerMethod.get();
        inherits.inherited.send(new Order("inherited"));
        namedOnly.send(new Order("named"));

        assertThat(sentTo("typed-constructor")).containsExactly("{\"id\":\"constructor\"}");
        assertThat(sentTo("typed-record")).containsExactlyInAnyOrder("{\"id\":\"record\"}", "payment reactive record");
        assertThat(sentTo("typed-initializer")).containsExactly("{\"id\":\"initializer\"}");
        assertThat(sentTo("typed-observer")).containsExactly("{\"id\":\"observer\"}");
        assertThat(sentTo("typed-producer-method")).containsExactly("{\"id\":\"producer method\"}");
        assertThat(sentTo("typed-inherited")).containsExactly("{\"id\":\"inherited\"}");
        assertThat(sentTo("typed-named-only")).containsExactly("payment named");
    }

    @Test
    void theTopicIsTakenFromTheConfigurationAtStart() {
        assertThat(configured.topic()).isEqualTo("typed-configured");
        assertThat(byDefault.topic()).isEqualTo("typed-by-default");
        configured.send(new Order("configured"));
        assertThat(sentTo("typed-configured")).containsExactly("{\"id\":\"configured\"}");
    }

    @Test
    void isLookedUpByWhatIsDeclared() {
        instance.get().send(new Order("instance"));
        provider.get().send(new Order("provider"));
        any.select(new TypeLiteral<TopicProducer<Order>>() {
        }, Topic.Literal.of("typed-looked-up")).get().send(new Order("programmatic"));

        assertThat(sentTo("typed-looked-up")).containsExactly("{\"id\":\"instance\"}", "{\"id\":\"programmatic\"}");
        assertThat(sentTo("typed-provided")).containsExactly("{\"id\":\"provider\"}");
        assertThat(any.select(new TypeLiteral<TopicProducer<Integer>>() {
        }, Topic.Literal.of("typed")).isUnsatisfied()).isTrue();
    }

    @Test
    void withoutANameItIsTheDefaultProducersAndWithOneTheNamedOne() {
        withoutName.send(new Order("1"));
        withName.send(new Order("2"));
        any.select(new TypeLiteral<TopicProducer<Order>>() {
        }, Topic.Literal.of("typed-twice")).get().send(new Order("3"));

        assertThat(sentTo("typed-twice")).containsExactly("{\"id\":\"1\"}", "payment 2", "{\"id\":\"3\"}");
    }

    @Test
    void ofAnInactiveProducerItSaysByWhichPropertyWhenItIsUsed() {
        assertThatThrownBy(() -> off.send(new Order("off"))).isInstanceOf(InactiveBeanException.class)
                .hasMessageContaining("quarkus.kafka-producer.\"off\".active is false");
    }

    private static void assertFootprints(List<LogRecord> records) {
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                .contains("Message 'user-1' has been sent to typed", "Failed to send message to topic typed",
                        "2 messages have been sent to typed");
    }
}
