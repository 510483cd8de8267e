package io.quarkiverse.kafkaproducer.test.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.test.support.ClientIdsInJmx;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.quarkus.test.QuarkusUnitTest;

class WarmStartTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(ClientIdsInJmx.class)
            .overrideRuntimeConfigKey("kafka.client.id", "warm-start")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"named\".client-id", "warm-named")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"cold\".client-id", "warm-cold");

    @Inject
    @Topic("warm-start-declared")
    TopicProducer<String> declared;

    @Inject
    @Topic("warm-start-declared-reactive")
    @ProducerName("named")
    ReactiveTopicProducer<String> declaredReactive;

    @Inject
    @ProducerName("cold")
    Producer cold;

    @Inject
    @Topic("warm-start-typed")
    TopicProducer<Warm> typed;

    @Inject
    FoundTypes found;

    private static Set<String> topics() throws Exception {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        }
    }

    /** The broker makes a topic when its metadata is asked for. */
    @Test
    void theMetadataOfDeclaredTopicsIsFetchedWithoutASend() {
        Awaitility.await().atMost(BOUND).until(() -> topics().containsAll(
                Set.of("warm-start-declared", "warm-start-declared-reactive")));
        assertThat(ClientIdsInJmx.open()).contains("warm-start", "warm-named").doesNotContain("warm-cold");
    }

    @Test
    void whatWritesTheirValuesIsFoundWithoutASend() {
        Awaitility.await().atMost(BOUND).until(() -> found.types.contains(Warm.class));
    }

    public record Warm(String text) {
    }

    /** Collects the types for which Jackson has made a serializer. */
    @Singleton
    public static class FoundTypes extends BeanSerializerModifier implements ObjectMapperCustomizer {

        final transient Set<Class<?>> types = ConcurrentHashMap.newKeySet();

        @Override
        public void customize(ObjectMapper mapper) {
            mapper.registerModule(new SimpleModule().setSerializerModifier(this));
        }

        @Override
        public JsonSerializer<?> modifySerializer(SerializationConfig config, BeanDescription bean,
                JsonSerializer<?> serializer) {
            types.add(bean.getBeanClass());
            return serializer;
        }
    }
}
