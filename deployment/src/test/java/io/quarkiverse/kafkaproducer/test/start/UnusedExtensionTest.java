package io.quarkiverse.kafkaproducer.test.start;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

class UnusedExtensionTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.kafka.devservices.enabled", "false");

    @Inject
    KafkaInstances instances;

    @Test
    void anApplicationThatInjectsNoProducerNeedsNoBroker() {
        assertThatThrownBy(instances::get).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("No Kafka broker is configured: set kafka.bootstrap.servers or "
                        + "quarkus.kafka-producer.bootstrap-servers to host:port");
    }
}
