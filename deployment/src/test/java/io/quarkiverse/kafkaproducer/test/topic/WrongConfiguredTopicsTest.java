package io.quarkiverse.kafkaproducer.test.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkus.test.QuarkusUnitTest;

class WrongConfiguredTopicsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideRuntimeConfigKey("shop.orders", "orders and more")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("ConfigurationException")
                    .hasStackTraceContaining("@Topic(\"${shop.orders}\") at " + WrongConfiguredTopicsTest.class.getName()
                            + "#illegal: 'orders and more' is not a legal Kafka topic name")
                    .hasStackTraceContaining("@Topic(\"audit-${shop.audit}\") at " + WrongConfiguredTopicsTest.class.getName()
                            + "#missing: shop.audit is not set: it should be a legal Kafka topic name"));

    @Inject
    @Topic("${shop.orders}")
    TopicProducer<String> illegal;

    @Inject
    @Topic("audit-${shop.audit}")
    ReactiveTopicProducer<String> missing;

    @Test
    void theStartNamesTheInjectionPointThePropertyAndTheRule() {
        fail("should not have started");
    }
}
