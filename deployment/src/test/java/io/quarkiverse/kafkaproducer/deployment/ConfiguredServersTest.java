package io.quarkiverse.kafkaproducer.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.kafkaproducer.runtime.config.FootprintsConfig;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.TopicsConfig;
import io.quarkiverse.kafkaproducer.runtime.health.HealthConfig;
import io.quarkiverse.kafkaproducer.runtime.metrics.MetricsConfig;
import io.quarkiverse.kafkaproducer.runtime.outbox.OutboxConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ConfiguredServersTest {

    private static final String DEFAULT = ProducersConfig.DEFAULT_NAME;

    @ParameterizedTest
    @ValueSource(classes = { TopicsConfig.class, OutboxConfig.class, FootprintsConfig.class, MetricsConfig.class,
            HealthConfig.class, ConstantTopicsBuildTimeConfig.class, DevServicesBuildTimeConfig.class,
            FootprintBuildTimeConfig.class, HealthBuildTimeConfig.class, MetricsBuildTimeConfig.class,
            OutboxBuildTimeConfig.class, PayloadTypesBuildTimeConfig.class, TracingBuildTimeConfig.class })
    void aGroupOfPropertiesIsNoProducer(Class<?> config) {
        String prefix = config.getAnnotation(ConfigMapping.class).prefix();

        assertThat(ConfiguredServers.GROUPS).contains(prefix.substring("quarkus.kafka-producer.".length()));
    }

    @Test
    void aGroupOfPropertiesOfOneProducerIsNoProducer() {
        assertThat(Arrays.stream(ProducersConfig.OneProducer.class.getMethods())
                .filter(method -> method.getReturnType().isInterface()
                        && method.getReturnType().getEnclosingClass() == ProducersConfig.class)
                .map(method -> method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)))
                .isNotEmpty().allMatch(ConfiguredServers.GROUPS::contains);
    }

    @Test
    void aProducerWithoutServersOfItsOwnNeedsOthers() {
        assertNeeded(Map.of(), DEFAULT);
        assertNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092"), "a", "b");
        assertNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092"), "a", DEFAULT);
        assertNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", ""), "a");
        assertNeeded(Map.of("quarkus.kafka-producer.bootstrap-servers", ""), DEFAULT);
    }

    @Test
    void allProducersWithServersOfTheirOwnNeedNoOthers() {
        assertNotNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092",
                "quarkus.kafka-producer.b.bootstrap-servers", "b:9092"), "a", "b");
        assertNotNeeded(Map.of("quarkus.kafka-producer.\"a.b\".bootstrap-servers[0]", "a:9092"), "a.b");
        assertNotNeeded(Map.of("quarkus.kafka-producer.\"a\".properties.\"bootstrap.servers\"", "a:9092"), "a");
        assertNotNeeded(Map.of("quarkus.kafka-producer.bootstrap-servers", "k:9092"), DEFAULT);
    }

    @Test
    void theServersOfTheDefaultProducerAreInherited() {
        assertNotNeeded(Map.of("quarkus.kafka-producer.bootstrap-servers", "k:9092",
                "quarkus.kafka-producer.\"a\".timeout", "5s"), "a", "b");
    }

    @Test
    void aProducerThatIsConfiguredAndNotInjectedCounts() {
        assertNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092",
                "quarkus.kafka-producer.\"b\".timeout", "5s"), "a");
        assertNotNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092",
                "quarkus.kafka-producer.timeout", "5s", "quarkus.kafka-producer.sasl.mechanism", "PLAIN",
                "quarkus.kafka-producer.properties.\"batch.size\"", "1",
                "quarkus.kafka-producer.devservices.topic-partitions.orders", "3"), "a");
    }

    @Test
    void aProducerThatIsSwitchedOffDoesNotCount() {
        assertNotNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092",
                "quarkus.kafka-producer.\"b\".active", "false", "quarkus.kafka-producer.active", "false"), "a", "b", DEFAULT);
        assertNeeded(Map.of("quarkus.kafka-producer.active", "false"), DEFAULT, "a");
    }

    @Test
    void anApplicationWithoutAnyProducerMayUseTheBrokerItself() {
        assertNeeded(Map.of());
    }

    @Test
    void onlyWhatIsSetForTheProfileCounts() {
        assertNotNeeded(Map.of("%dev.quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092"), "a");
        assertNeeded(Map.of("%prod.quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092"), "a");
        assertNotNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "a:9092",
                "%prod.quarkus.kafka-producer.\"b\".timeout", "5s"), "a");
    }

    @Test
    void serversThatAreNotKnownYetDoNotCount() {
        assertNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "${nobody.knows}"), "a");
        assertNotNeeded(Map.of("quarkus.kafka-producer.\"a\".bootstrap-servers", "${known}", "known", "a:9092"), "a");
    }

    private static void assertNeeded(Map<String, String> properties, String... injected) {
        assertThat(need(properties, injected)).isTrue();
    }

    private static void assertNotNeeded(Map<String, String> properties, String... injected) {
        assertThat(need(properties, injected)).isFalse();
    }

    private static boolean need(Map<String, String> properties, String... injected) {
        return new ConfiguredServers(new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile("dev")
                .withSources(new PropertiesConfigSource(properties, "application.properties", 250)).build())
                .leaveSomeProducerWithout(List.of(injected));
    }
}
