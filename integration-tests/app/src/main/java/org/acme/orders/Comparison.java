package org.acme.orders;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Goes through the receipts of a partition side by side with its records, which both come by ascending offsets. */
final class Comparison {

    private final PartitionReceipts receipts;
    private final Fingerprint fingerprint = new Fingerprint();
    private int position;
    private long found;
    private long different;

    Comparison(PartitionReceipts receipts) {
        this.receipts = receipts;
    }

    void next(ConsumerRecord<byte[], byte[]> record) {
        while (position < receipts.size() && receipts.offset(position) < record.offset()) {
            position++;
        }
        if (position < receipts.size() && receipts.offset(position) == record.offset()) {
            if (receipts.fingerprint(position) == fingerprint.of(record.key(), record.value())) {
                found++;
            } else {
                different++;
            }
            position++;
        }
    }

    long found() {
        return found;
    }

    long different() {
        return different;
    }

    long firstOffset() {
        return receipts.firstOffset();
    }

    long lastOffset() {
        return receipts.lastOffset();
    }
}
