package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.List;

/** Takes what a transaction has sent. */
interface OutboxStore {

    /** The transaction is about to complete: writes the rows with it. Fails the transaction by throwing. */
    void write(List<OutboxRow> rows);

    /** The transaction has been committed, with these rows. */
    void committed(List<OutboxRow> rows);
}
