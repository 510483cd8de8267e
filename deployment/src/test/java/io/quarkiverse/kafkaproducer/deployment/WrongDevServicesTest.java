package io.quarkiverse.kafkaproducer.deployment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The broker itself would say it late, or not by the name of the property. */
class WrongDevServicesTest {

    @Test
    void aPortIsNamedThatIsNone() {
        assertWrong("port", "70000", "port is 70000: it should be from 1 to 65535, or left out for a free one");
        assertWrong("port", "-1", "port is -1: it should be");
    }

    @Test
    void aTopicIsNamedThatCannotBeCreated() {
        assertWrong("topic-partitions.orders", "0", "topic-partitions.\"orders\" is 0: it should be at least 1");
        assertWrong("topic-partitions.\"no topic\"", "1", "topic-partitions.\"no topic\" names no topic: ");
    }

    @Test
    void whatIsRightIsLeftAlone() {
        assertThatCode(() -> DevServicesProcessor.check(config(Map.of("port", "65535", "topic-partitions.orders", "3"))))
                .doesNotThrowAnyException();
    }

    private static void assertWrong(String property, String value, String message) {
        assertThatThrownBy(() -> DevServicesProcessor.check(config(Map.of(property, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("quarkus.kafka-producer.devservices." + message);
    }

    private static DevServicesBuildTimeConfig config(Map<String, String> properties) {
        Map<String, String> prefixed = new HashMap<>();
        properties.forEach((name, value) -> prefixed.put("quarkus.kafka-producer.devservices." + name, value));
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(DevServicesBuildTimeConfig.class)
                .withSources(new PropertiesConfigSource(prefixed, "test", 100)).build()
                .getConfigMapping(DevServicesBuildTimeConfig.class);
    }
}
