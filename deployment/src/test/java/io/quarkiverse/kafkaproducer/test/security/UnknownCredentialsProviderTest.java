package io.quarkiverse.kafkaproducer.test.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.QuarkusUnitTest;

class UnknownCredentialsProviderTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.security-protocol", "SASL_SSL")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.sasl.mechanism", "PLAIN")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.credentials-provider", "vault")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.credentials-provider-name", "missing")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("ConfigurationException")
                    .hasStackTraceContaining(
                            "quarkus.kafka-producer.credentials-provider is set, but there is no CredentialsProvider bean named 'missing'"));

    @Inject
    Producer producer;

    @Test
    void theStartNamesThePropertyAndSaysWhatItShouldBe() {
        fail("should not have started");
    }
}
