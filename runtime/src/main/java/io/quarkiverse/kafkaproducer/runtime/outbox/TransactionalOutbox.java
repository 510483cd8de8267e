package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;

/** The facade for any topic. */
final class TransactionalOutbox implements Outbox {

    private final RecordEncoder encoder;
    private final OutboxTransactions transactions;

    TransactionalOutbox(RecordEncoder encoder, OutboxTransactions transactions) {
        this.encoder = encoder;
        this.transactions = transactions;
    }

    @Override
    public UUID send(String topic, Object value) {
        return sendKeyed(topic, value, null);
    }

    @Override
    public UUID send(String topic, Object value, String key) {
        return sendKeyed(topic, value, key);
    }

    @Override
    public UUID send(String topic, Object value, byte[] key) {
        return sendKeyed(topic, value, key);
    }

    private UUID sendKeyed(String topic, Object value, Object key) {
        RecordCheck.checkTopic(topic);
        return send(new ProducerRecord<>(topic, key, value));
    }

    @Override
    public UUID send(ProducerRecord<?, ?> record) {
        transactions.check();
        OutboxRow row = encoder.encode(record);
        transactions.add(List.of(row));
        return row.messageId();
    }

    @Override
    public List<UUID> sendAll(Collection<? extends ProducerRecord<?, ?>> records) {
        if (records == null) {
            throw new IllegalArgumentException("The records are null");
        }
        transactions.check();
        List<OutboxRow> rows = new ArrayList<>(records.size());
        records.forEach(RecordCheck::check);
        for (ProducerRecord<?, ?> record : records) {
            rows.add(encoder.encode(record));
        }
        if (!rows.isEmpty()) {
            transactions.add(rows);
        }
        return rows.stream().map(OutboxRow::messageId).toList();
    }
}
