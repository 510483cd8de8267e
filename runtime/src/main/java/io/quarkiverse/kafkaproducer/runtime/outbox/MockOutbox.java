package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.outbox.BlockedKey;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingProducer;

/** Stands for table and relay where producers only record what they are given: what is committed has been sent at once. */
final class MockOutbox implements OutboxStore, OutboxMonitor {

    /** A test may have sends fail as often as this. */
    private static final int MOST_ATTEMPTS = 1000;

    private final RelayProducers producers;

    MockOutbox(RelayProducers producers) {
        this.producers = producers;
    }

    @Override
    public void write(List<OutboxRow> rows) {
        // there is no table
    }

    @Override
    public void committed(List<OutboxRow> rows) {
        rows.forEach(this::send);
    }

    /** A relay tries again, too. */
    private void send(OutboxRow row) {
        PendingRow pending = new PendingRow(0, row.lane(), row.messageId(), row.producer(), row.topic(), row.partition(),
                row.timestamp(), row.key(), row.value(), row.headers(), 0, 0, 0, System.nanoTime());
        BlockingProducer producer = new BlockingProducer(producers.get(row.producer()).open().path(), () -> {
            throw new IllegalStateException("There are no transactions");
        }, Outbox.class);
        for (int attempt = 1;; attempt++) {
            try {
                producer.send(RelayProducer.record(pending));
                return;
            } catch (SendException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public long pending() {
        return 0;
    }

    @Override
    public Optional<Duration> oldest() {
        return Optional.empty();
    }

    @Override
    public List<BlockedKey> blocked() {
        return List.of();
    }

    @Override
    public void retry(UUID id) {
        throw missing(id);
    }

    @Override
    public void discard(UUID id) {
        throw missing(id);
    }

    private static NoSuchElementException missing(UUID id) {
        return new NoSuchElementException("There is no record " + id + ": with quarkus.kafka-producer.mock what is committed "
                + "has been sent");
    }

    @Override
    public boolean awaitEmpty(Duration timeout) {
        return true;
    }
}
