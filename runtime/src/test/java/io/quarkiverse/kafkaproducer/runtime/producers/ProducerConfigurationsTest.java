package io.quarkiverse.kafkaproducer.runtime.producers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class ProducerConfigurationsTest {

    @Test
    void aMockThatNobodyAskedForEndsTheStartInProduction() {
        ProducerConfigurations producers = producers(Map.of("quarkus.kafka-producer.mock", "true"));

        assertThatThrownBy(() -> producers.checkMock(LaunchMode.NORMAL)).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("quarkus.kafka-producer.mock is true, but this is neither dev mode nor a test")
                .hasMessageContaining("It should be false; or quarkus.kafka-producer.mock-in-production true");
        assertThatCode(() -> producers.checkMock(LaunchMode.TEST)).doesNotThrowAnyException();
        assertThatCode(() -> producers.checkMock(LaunchMode.DEVELOPMENT)).doesNotThrowAnyException();
    }

    @Test
    void aMockThatIsWantedInProductionIsThere() {
        assertThatCode(() -> producers(Map.of("quarkus.kafka-producer.mock", "true",
                "quarkus.kafka-producer.mock-in-production", "true")).checkMock(LaunchMode.NORMAL)).doesNotThrowAnyException();
        assertThatCode(() -> producers(Map.of()).checkMock(LaunchMode.NORMAL)).doesNotThrowAnyException();
    }

    @Test
    void aMockNeedsNoFilesThatOnlyProductionHas() {
        assertThatCode(() -> producers(Map.of("quarkus.kafka-producer.mock", "true", "quarkus.kafka-producer.security-protocol",
                "SSL", "quarkus.kafka-producer.properties.\"ssl.truststore.location\"", "/not/here"))
                .settings(ProducersConfig.DEFAULT_NAME)).doesNotThrowAnyException();
    }

    private static ProducerConfigurations producers(Map<String, String> properties) {
        ProducersConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withMapping(ProducersConfig.class).withSources(new PropertiesConfigSource(properties, "test", 100)).build()
                .getConfigMapping(ProducersConfig.class);
        return new ProducerConfigurations(config, Map.of(), new ReferenceCheck(null, config.mock()),
                new UsedNames(Set.of(), Set.of(), false),
                Optional.empty());
    }
}
