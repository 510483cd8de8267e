package io.quarkiverse.kafkaproducer.test.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.test.QuarkusUnitTest;

class UnknownValueSerializerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.value-serializer", "org.acme.Missing")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("ConfigurationException")
                    .hasStackTraceContaining(
                            "quarkus.kafka-producer.value-serializer is 'org.acme.Missing', which is neither a class nor the @Identifier of a "
                                    + "Serializer bean"));

    @Inject
    Producer producer;

    @Test
    void theStartNamesThePropertyAndSaysWhatItShouldBe() {
        fail("should not have started");
    }
}
