package io.quarkiverse.kafkaproducer.test.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Cluster;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.test.support.ClientIdsInJmx;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.reactive.messaging.ClientCustomizer;

/** SmallRye's customizers, without Quarkus' messaging in the application. */
class ClientCustomizerTest {

    @Singleton
    public static class Renaming implements ClientCustomizer<Map<String, Object>> {

        final List<String> channels = new CopyOnWriteArrayList<>();

        @Override
        public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> config) {
            channels.add(channel + " at " + channelConfig.getValue("bootstrap.servers", String.class) + " lingers "
                    + channelConfig.getValue("linger.ms", Integer.class));
            config.put(ProducerConfig.CLIENT_ID_CONFIG, "renamed-" + channel);
            // what a producer needs is not for customizers to change
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
            if (channel.equals("payments")) {
                config.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, NotingThreads.class.getName());
            }
            return config;
        }
    }

    public static class NotingThreads implements Partitioner {

        static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

        @Override
        public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            THREADS.add(Thread.currentThread().getName());
            return 0;
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }

        @Override
        public void close() {
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker
            .application(Renaming.class, NotingThreads.class, ClientIdsInJmx.class)
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"payments\".properties.\"linger.ms\"", "2");

    @Inject
    io.quarkiverse.kafkaproducer.Producer byDefault;

    @Inject
    @ProducerName("payments")
    io.quarkiverse.kafkaproducer.Producer payments;

    @Inject
    KafkaInstances instances;

    @Test
    void customizersApplyToEachClientWithTheProducersNameAsTheChannel() {
        byDefault.send("by-customized-clients", 1);
        payments.send("by-customized-clients", 2);
        try (Producer<Object, Object> raw = instances.get("payments").getProducer(Map.of("client.id", "overridden"))) {
            assertThat(ClientIdsInJmx.open()).contains("renamed-default", "renamed-payments", "overridden");
        }

        String servers = SharedBroker.servers();
        assertThat(Arc.container().instance(Renaming.class).get().channels).containsExactly(
                // at the start, which what it sets wrong would end
                "default at " + servers + " lingers 0", "payments at " + servers + " lingers 2",
                "default at " + servers + " lingers 0", "payments at " + servers + " lingers 2",
                "payments at " + servers + " lingers 2");
        assertThat(NotingThreads.THREADS).as("a partitioner has no place on the caller's thread or Kafka's")
                .isNotEmpty().allMatch(name -> name.startsWith("kafka-producer-send | renamed-payments"));
    }
}
