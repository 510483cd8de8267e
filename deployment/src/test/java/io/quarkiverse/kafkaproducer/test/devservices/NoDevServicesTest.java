package io.quarkiverse.kafkaproducer.test.devservices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.QuarkusUnitTest;

class NoDevServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.kafka.devservices.enabled", "false")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("No Kafka broker is configured")
                    .hasStackTraceContaining("set kafka.bootstrap.servers"));

    @Inject
    Producer producer;

    @Test
    void quarkusOwnSwitchTurnsTheEmbeddedBrokerOffTooAndTheStartSaysWhatIsMissing() {
        fail("should not have started");
    }
}
