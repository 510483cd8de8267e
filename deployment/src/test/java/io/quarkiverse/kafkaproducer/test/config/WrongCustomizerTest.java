package io.quarkiverse.kafkaproducer.test.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.reactive.messaging.ClientCustomizer;

class WrongCustomizerTest {

    @Singleton
    public static class Hasty implements ClientCustomizer<Map<String, Object>> {
        @Override
        public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> config) {
            config.put("acks", "0");
            return config;
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Hasty.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("ConfigurationException")
                    .hasStackTraceContaining("acks (set by a ClientCustomizer) cannot be 0"));

    @Inject
    Producer producer;

    @Test
    void theStartNamesThePropertyAndWhereItComesFrom() {
        fail("should not have started");
    }
}
