package io.quarkiverse.kafkaproducer.test.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkus.test.QuarkusUnitTest;

class BlankProducerNameTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("ConfigurationException")
                    .hasStackTraceContaining("@ProducerName(\" \") at"));

    @Inject
    @ProducerName(" ")
    Producer producer;

    @Test
    void theBuildSaysWhereItIs() {
        fail("should not have started");
    }
}
