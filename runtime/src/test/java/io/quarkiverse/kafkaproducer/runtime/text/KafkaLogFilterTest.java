package io.quarkiverse.kafkaproducer.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;

import org.apache.kafka.common.config.ConfigException;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaLogFilterTest {

    @BeforeAll
    static void learnSecret() {
        KnownSecrets.add(Secrets.of(List.of("planted in a log")));
    }

    @Test
    void whatKafkaLogsHasNoSecretInIt() {
        ExtLogRecord record = record("org.apache.kafka.clients.producer.ProducerConfig");

        assertThat(new KafkaLogFilter(null).isLoggable(record)).isTrue();

        assertThat(record.getFormattedMessage()).isEqualTo("url = https://[hidden]@host, token = [hidden]");
        assertThat(record.getThrown()).isInstanceOf(ConfigException.class)
                .hasMessage("Invalid value [hidden] for configuration my.token");
    }

    @Test
    void whatOthersLogIsTheirOwn() {
        ExtLogRecord record = record("org.acme.Orders");

        assertThat(new KafkaLogFilter(null).isLoggable(record)).isTrue();

        assertThat(record.getFormattedMessage()).isEqualTo("url = https://u:p@host, token = planted in a log");
    }

    @Test
    void theFilterThatWasThereBeforeIsAsked() {
        assertThat(new KafkaLogFilter(any -> false).isLoggable(record("org.apache.kafka.X"))).isFalse();
    }

    private static ExtLogRecord record(String logger) {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "url = {0}, token = {1}", FormatStyle.MESSAGE_FORMAT, "");
        record.setParameters(new Object[] { "https://u:p@host", "planted in a log" });
        record.setLoggerName(logger);
        record.setThrown(new ConfigException("my.token", "planted in a log"));
        return record;
    }
}
