package io.quarkiverse.kafkaproducer.test.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.QuarkusUnitTest;

class UnknownTlsConfigurationTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.tls-configuration-name", "mising")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("ConfigurationException")
                    .hasStackTraceContaining(
                            "quarkus.kafka-producer.tls-configuration-name is 'mising', but there is no such TLS configuration"));

    @Inject
    Producer producer;

    @Test
    void theStartNamesThePropertyAndSaysWhatItShouldBe() {
        fail("should not have started");
    }
}
