package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionEnd;

/** The footprint of a transaction, which stands for all that was acknowledged in it. */
final class TransactionFootprint extends PendingFootprint {

    private final TransactionEnd end;
    private final long nanos;

    TransactionFootprint(LogType type, TransactionEnd end) {
        super(type);
        this.end = end;
        this.nanos = System.nanoTime() - end.started();
    }

    @Override
    Footprint inWords(Instant timestamp) {
        List<Object> details = new ArrayList<>(List.of("count", end.count(), "duration", Milliseconds.of(nanos)));
        if (end.failure() != null) {
            details.addAll(List.of("error", ErrorDescription.of(end.failure()), "outcome", end.failure().outcome().name()));
        }
        return new Footprint(logType(), subject(), end.controller(), message(),
                BatchFootprint.payload(end.producer(), end.topics(), details.toArray()), timestamp);
    }

    private String subject() {
        return switch (end.result()) {
            case COMMITTED -> "Transaction committed";
            case ABORTED -> "Transaction aborted";
            case UNKNOWN -> "Producer Error";
        };
    }

    private String message() {
        String messages = end.count() + (end.count() == 1 ? " message" : " messages");
        String has = end.count() == 1 ? " has" : " have";
        String topics = String.join(", ", end.topics());
        boolean empty = end.count() == 0;
        return switch (end.result()) {
            case COMMITTED -> empty ? "A transaction without messages was committed"
                    : messages + has + " been sent to " + topics + " in one transaction";
            case ABORTED -> empty ? "A transaction without messages was aborted"
                    : messages + " to " + topics + has + " been discarded: the transaction was aborted";
            case UNKNOWN -> empty ? "Failed to commit a transaction without messages"
                    : "Failed to commit a transaction of " + messages + " to " + topics;
        };
    }
}
