package io.quarkiverse.kafkaproducer.test.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkus.test.QuarkusUnitTest;

class OwnServersTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.kafka-producer.\"payments\".bootstrap-servers", "127.0.0.1:1")
            .overrideConfigKey("quarkus.kafka-producer.\"audit\".bootstrap-servers", "127.0.0.1:2")
            .overrideConfigKey("quarkus.kafka-producer.\"off\".active", "false")
            .setLogRecordPredicate(record -> record.getMessage().contains("embedded Kafka broker"))
            .assertLogRecords(started -> assertThat(started).isEmpty());

    @Inject
    @ProducerName("payments")
    Producer payments;

    @Inject
    @ProducerName("audit")
    @Topic("events")
    TopicProducer<List<String>> audit;

    @Inject
    @ProducerName("off")
    Producer off;

    @Test
    void noBrokerIsStartedWhereEveryProducerHasServersOfItsOwn() {
        assertThat(ConfigProvider.getConfig().getOptionalValue("kafka.bootstrap.servers", String.class)).isEmpty();
    }
}
