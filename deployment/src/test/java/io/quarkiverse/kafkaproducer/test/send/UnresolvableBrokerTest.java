package io.quarkiverse.kafkaproducer.test.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkus.test.QuarkusUnitTest;

class UnresolvableBrokerTest {

    /** The top-level domain that never resolves, by RFC 2606. */
    private static final String NOWHERE = "kafka.invalid:9092";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideRuntimeConfigKey("kafka.bootstrap.servers", NOWHERE)
            .overrideConfigKey("quarkus.kafka-producer.devservices.enabled", "false")
            .setLogRecordPredicate(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName()))
            .assertLogRecords(UnresolvableBrokerTest::assertFootprints);

    @Inject
    Producer producer;

    @Test
    void theApplicationStartsAndTheSendSaysThatNoClientCanBeCreated() {
        assertThatThrownBy(() -> producer.send("orders", 1))
                .isInstanceOfSatisfying(SendRejectedException.class,
                        e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT))
                .hasCauseInstanceOf(ClientCreationException.class)
                .hasMessageContaining("can be resolved: correct quarkus.kafka-producer.bootstrap-servers, or the DNS");
    }

    private static void assertFootprints(List<LogRecord> records) {
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                .containsExactly("Error creating KafkaProducer", "Failed to send message to topic orders");
    }
}
