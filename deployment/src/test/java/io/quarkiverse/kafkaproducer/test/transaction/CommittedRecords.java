package io.quarkiverse.kafkaproducer.test.transaction;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

import io.quarkiverse.kafkaproducer.test.support.TopicReader;

/** The records that a read-committed consumer sees. */
final class CommittedRecords {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private CommittedRecords() {
    }

    static List<String> committed(String topic) {
        return TopicReader.readCommitted(topic).stream().map(record -> text(record.value())).toList();
    }

    /** A commit is answered when it is decided; the markers that let consumers pass are written a moment later. */
    static void awaitCommitted(String topic, String... values) {
        Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(committed(topic)).containsExactly(values));
    }
}
