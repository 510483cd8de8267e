package io.quarkiverse.kafkaproducer.runtime.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.config.FootprintsConfig;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class FootprintSettingsTest {

    private static final String PREFIX = "quarkus.kafka-producer.footprint.";

    private static FootprintSettings settings(Map<String, String> properties) {
        return FootprintSettings.of(new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(FootprintsConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100)).build()
                .getConfigMapping(FootprintsConfig.class));
    }

    @Test
    void byDefaultAllIsLeftAtInfoWithItsKey() {
        assertThat(settings(Map.of())).isEqualTo(new FootprintSettings(true, LogType.INFO, 1, 10_000));
    }

    @Test
    void allCanBeSet() {
        assertThat(settings(Map.of(PREFIX + "include-key", "false", PREFIX + "success-level", "debug",
                PREFIX + "success-sample", "0.25", PREFIX + "buffer-size", "1")))
                .isEqualTo(new FootprintSettings(false, LogType.DEBUG, 0.25, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "-0.1", "1.1", "NaN" })
    void aShareThatIsNoneIsRefused(String share) {
        assertThatThrownBy(() -> settings(Map.of(PREFIX + "success-sample", share)))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage(PREFIX + "success-sample is " + share + ", and should be from 0.0 to 1.0");
    }

    @Test
    void aBufferForNoneIsRefused() {
        assertThatThrownBy(() -> settings(Map.of(PREFIX + "buffer-size", "0"))).isInstanceOf(WrongSettingException.class)
                .hasMessage(PREFIX + "buffer-size is 0, and should be at least 1");
    }

    @Test
    void successesAreLoweredNoFurtherThanDebug() {
        assertThatThrownBy(() -> settings(Map.of(PREFIX + "success-level", "error")))
                .hasMessageContaining("error").hasMessageContaining("info").hasMessageContaining("debug");
    }
}
