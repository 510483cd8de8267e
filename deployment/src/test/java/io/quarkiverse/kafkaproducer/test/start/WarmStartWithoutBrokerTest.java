package io.quarkiverse.kafkaproducer.test.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.test.support.ClientIdsInJmx;
import io.quarkus.test.QuarkusUnitTest;

class WarmStartWithoutBrokerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(ClientIdsInJmx.class))
            .overrideRuntimeConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideRuntimeConfigKey("kafka.client.id", "warm-without-broker")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"nowhere\".bootstrap-servers", "kafka.invalid:9092")
            .overrideConfigKey("quarkus.kafka-producer.devservices.enabled", "false")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.SEVERE.intValue()
                    && (record.getLoggerName().startsWith("io.quarkiverse.kafkaproducer")
                            || record.getLoggerName().startsWith("org.apache.kafka")))
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

        assertThatThrownBy(() -> declared.send("value", Duration.ofSeconds(5))).isInstanceOf(SendTimeoutException.class)
                .hasMessageContaining("metadata of topic warm-without-broker").hasMessageContaining("127.0.0.1:1");
        assertThatThrownBy(() -> nowhere.send("value")).hasRootCauseInstanceOf(
                org.apache.kafka.common.config.ConfigException.class).hasCauseInstanceOf(ClientCreationException.class);
    }

    /** Of the sends, none of the start. */
    private static void assertLog(List<LogRecord> records) {
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage()).containsExactlyInAnyOrder(
                "Failed to send message to topic warm-without-broker", "Error creating KafkaProducer",
                "Failed to send message to topic warm-nowhere");
    }
}
