package io.quarkiverse.kafkaproducer.test.devservices;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.test.QuarkusUnitTest;

class DevServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(TopicReader.class))
            .overrideConfigKey("quarkus.kafka-producer.devservices.topic-partitions.\"three-partitions\"", "3");

    @Inject
    Producer producer;

    @Test
    void withoutConfigurationAndContainersAnEmbeddedBrokerAcknowledges() {
        assertThat(producer.send("orders", "hello").offset()).isZero();

        assertThat(text(TopicReader.readOnly("orders").value())).isEqualTo("\"hello\"");
    }

    @Test
    void topicsAreCreatedWithTheirPartitions() {
        String topic = producer.send("three-partitions", 1).topic();

        assertThat(TopicReader.partitions(topic)).isEqualTo(3);
    }
}
