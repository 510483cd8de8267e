package io.quarkiverse.kafkaproducer.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkus.test.QuarkusUnitTest;

class WarmStartWithoutBrokerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(ClientIdsInJmx.class))
            .overrideRuntimeConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideRuntimeConfigKey("kafka.client.id", "warm-without-broker")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"nowhere\".bootstrap-servers", "kafka.invalid:9092")
            .overrideConfigKey("quarkus.kafka-producer.devservices.enabled", "false")
            .overrideConfigKey("quarkus.log.category.\"io.quarkiverse.kafkaproducer\".level", "DEBUG")
            .setLogRecordPredicate(record -> true)
            .assertLogRecords(WarmStartWithoutBrokerTest::assertLog);

    @Inject
    @Topic("warm-without-broker")
    TopicProducer<String> declared;

    @Inject
    @Topic("warm-nowhere")
    @ProducerName("nowhere")
    TopicProducer<String> nowhere;

    @Test
    void theApplicationStartsAndOnlyASendFails() {
        // made in the background, without a send
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ClientIdsInJmx.open().contains("warm-without-broker"));

        assertThatThrownBy(() -> declared.send("value", Duration.ofMillis(200))).isInstanceOf(SendTimeoutException.class)
                .hasMessageContaining("metadata of topic warm-without-broker").hasMessageContaining("127.0.0.1:1");
        assertThatThrownBy(() -> nowhere.send("value")).hasRootCauseInstanceOf(
                org.apache.kafka.common.config.ConfigException.class).hasCauseInstanceOf(ClientCreationException.class);
    }

    /** Two sends have failed, for which there are three errors, of which one is that no client could be made. */
    private static void assertLog(List<LogRecord> records) {
        assertThat(records).filteredOn(record -> record.getLevel().intValue() >= Level.SEVERE.intValue())
                .allMatch(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName())).hasSize(3);
    }
}
