package io.quarkiverse.kafkaproducer.test.topic;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

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

import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;

/** Typed producers at injection points of all kinds, and by look-up. */
class TopicInjectionTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    public record Order(String id) {
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
            .application(Order.class, AsPayment.class, ByConstructor.class, ByRecord.class, ByMethods.class, Sends.class,
                    SendsOrders.class)
            .overrideRuntimeConfigKey("shop.topic", "typed-configured")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"payments\".value-serializer", AsPayment.class.getName())
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"off\".active", "false");

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
    ByConstructor byConstructor;

    @Inject
    ByRecord byRecord;

    @Inject
    ByMethods byMethods;

    @Inject
    Instance<StringBuilder> byProducerMethod;

    @Inject
    SendsOrders inherits;

    private static List<String> sentTo(String topic) {
        return TopicReader.read(topic).stream().map(record -> text(record.value())).toList();
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
        }, Topic.Literal.of("typed-looked-up")).isUnsatisfied()).isTrue();
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
}
