package io.quarkiverse.kafkaproducer.runtime.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionEnd;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionEnd.Result;

class TransactionFootprintTest {

    private static Footprint footprint(Result result, int count, List<String> topics, TransactionException failure) {
        return new TransactionFootprint(LogType.INFO, new TransactionEnd(result, "payments",
                "io.quarkiverse.kafkaproducer.Producer.runInTransaction", topics, count, System.nanoTime(), failure))
                .inWords(Instant.now());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "COMMITTED | 3 | Transaction committed | 3 messages have been sent to invoices, orders in one transaction",
            "COMMITTED | 1 | Transaction committed | 1 message has been sent to invoices, orders in one transaction",
            "COMMITTED | 0 | Transaction committed | A transaction without messages was committed",
            "ABORTED | 3 | Transaction aborted | 3 messages to invoices, orders have been discarded: the transaction was aborted",
            "ABORTED | 1 | Transaction aborted | 1 message to invoices, orders has been discarded: the transaction was aborted",
            "ABORTED | 0 | Transaction aborted | A transaction without messages was aborted",
            "UNKNOWN | 3 | Producer Error | Failed to commit a transaction of 3 messages to invoices, orders",
            "UNKNOWN | 0 | Producer Error | Failed to commit a transaction without messages" })
    void theMessageCountsWhatWasAcknowledged(Result result, int count, String subject, String message) {
        Footprint footprint = footprint(result, count, List.of("invoices", "orders"), null);

        assertThat(footprint.subject()).isEqualTo(subject);
        assertThat(footprint.message()).isEqualTo(message);
    }

    @Test
    void thePayloadHasTheTopicWhereThereIsOneAndTheErrorWhereThereIsOne() {
        assertThat(footprint(Result.COMMITTED, 3, List.of("invoices", "orders"), null).payload())
                .containsOnlyKeys("producer", "count", "duration").contains(entry("producer", "payments"), entry("count", 3));
        assertThat(footprint(Result.UNKNOWN, 2, List.of("orders"),
                new TransactionException("not answered", null, Outcome.UNKNOWN, false)).payload())
                .containsOnlyKeys("producer", "topic", "count", "duration", "error", "outcome")
                .contains(entry("topic", "orders"), entry("outcome", "UNKNOWN"));
    }
}
