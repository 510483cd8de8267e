package io.quarkiverse.kafkaproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ClientPropertiesTest {

    private final Map<String, String> own = new HashMap<>();
    private final Map<String, Object> kafka = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092"));

    @Test
    void withoutSettingsRecordsAreAcknowledgedByAllWrittenOnceAndLeaveAtOnce() {
        assertThat(properties().toMap()).containsEntry("acks", "all").doesNotContainKey("enable.idempotence")
                .containsEntry("linger.ms", "0").containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void kafkaPropertiesAreInheritedAndOursWin() {
        kafka.put("linger.ms", "7");
        kafka.put("compression.type", "gzip");
        own.put("properties.\"compression.type\"", "zstd");
        own.put("bootstrap-servers", "other:9092,another:9092");

        assertThat(properties().toMap()).containsEntry("linger.ms", "7").containsEntry("compression.type", "zstd")
                .containsEntry("bootstrap.servers", "other:9092,another:9092");
    }

    @Test
    void whatBelongsToTheExtensionOrToConsumersIsNotInherited() {
        kafka.put("max.block.ms", "60000");
        kafka.put("key.serializer", "org.acme.Mine");
        kafka.put("value.serializer", "org.acme.Mine");
        kafka.put("transactional.id", "mine");
        kafka.put("group.id", "my-group");

        assertThat(properties().toMap()).containsEntry("max.block.ms", "0").doesNotContainKeys("key.serializer",
                "value.serializer", "transactional.id", "group.id");
    }

    @ParameterizedTest
    @ValueSource(strings = { "max.block.ms", "key.serializer", "value.serializer", "transactional.id" })
    void settingWhatBelongsToTheExtensionIsAnErrorThatNamesIt(String name) {
        own.put("properties.\"" + name + "\"", "1");

        assertThatThrownBy(this::properties).isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("quarkus.kafka-producer.properties.\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", " 0 " })
    void sendsThatAreNeverAcknowledgedAreRefused(String acks) {
        kafka.put("acks", acks);

        assertThatThrownBy(this::properties).isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("kafka.acks cannot be 0");
    }

    @Test
    void aValueThatKafkaDoesNotTakeIsAnErrorThatNamesIt() {
        own.put("properties.\"compression.type\"", "rar");

        assertThatThrownBy(this::properties).isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("compression.type").hasMessageContaining("rar");
    }

    @Test
    void brokersMustBeConfigured() {
        kafka.clear();

        assertThatThrownBy(this::properties).isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("kafka.bootstrap.servers");
    }

    @Test
    void durationsAndSizesAreReadAsKafkaReadsThem() {
        own.put("properties.\"delivery.timeout.ms\"", "45000");
        own.put("properties.\"buffer.memory\"", "1000000");

        assertThat(properties().deliveryTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(properties().bufferMemory()).isEqualTo(1_000_000);
        assertThat(properties().compresses()).isFalse();
        assertThat(properties().sendRunsUserCode()).isFalse();
    }

    private ClientProperties properties() {
        Map<String, String> prefixed = new HashMap<>();
        own.forEach((name, value) -> prefixed.put("quarkus.kafka-producer." + name, value));
        ProducersConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withMapping(ProducersConfig.class).withSources(new PropertiesConfigSource(prefixed, "test", 100)).build()
                .getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, kafka).client();
    }
}
