package io.quarkiverse.kafkaproducer.test.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.test.QuarkusUnitTest;

class FootprintsTest {

    public static class Unwritable {
        public String getSecret() {
            throw new IllegalStateException("payload-content");
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Unwritable.class)
            .setLogRecordPredicate(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName()))
            .assertLogRecords(FootprintsTest::assertFootprints);

    @Inject
    Producer producer;

    @Inject
    Footprints footprints;

    @Test
    void leavesFootprints() {
        producer.send("orders", Map.of("id", 1), "user-123");
        producer.send("orders", Map.of("id", 2));
        producer.send("orders", Map.of("id", 3), "app\u0000-1\n'é".getBytes(StandardCharsets.UTF_8));
        producer.send("orders", Map.of("id", 4), "a\nERROR forged line");
        producer.send("orders", Map.of("id", 5), "a\r\u2028\u202e\u001b[31m\tb");
        assertThatThrownBy(() -> producer.send("orders", new Unwritable(), "user-123"))
                .isInstanceOf(ValueSerializationException.class);
        footprints.leave(LogType.WARNING, "Stock", "org.acme.Stock.check", "running\nlow", Map.of("left", 3));
    }

    private static void assertFootprints(List<LogRecord> records) {
        assertThat(records).extracting(FootprintsTest::message).containsExactly(
                "Message 'user-123' has been sent to orders",
                "Message without a key has been sent to orders",
                "Message b\"app\\x00-1\\n'\\xc3\\xa9\" has been sent to orders",
                "Message 'a\\nERROR forged line' has been sent to orders",
                "Message 'a\\r\\u2028\\u202e\\u001b[31m\\tb' has been sent to orders",
                "Failed to send message to topic orders",
                "running\\nlow");
        assertThat(records).extracting(LogRecord::getLevel).extracting(Level::getName)
                .containsExactly("INFO", "INFO", "INFO", "INFO", "INFO", "ERROR", "WARN");
        Throwable failure = records.get(5).getThrown();
        assertThat(failure.getClass().getSimpleName()).isEqualTo("ValueSerializationException");
        assertThat(failure).hasNoCause().hasMessageContaining(Unwritable.class.getName()).hasMessageContaining("at secret")
                .hasMessageNotContaining("payload-content");
    }

    private static String message(LogRecord record) {
        return ((ExtLogRecord) record).getFormattedMessage();
    }
}
