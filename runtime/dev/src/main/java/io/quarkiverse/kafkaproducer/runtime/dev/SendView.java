package io.quarkiverse.kafkaproducer.runtime.dev;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/** The result of a send, as the page shows it. One of the two is null. */
public record SendView(Acknowledgment acknowledgment, Failure failure) {

    public record Acknowledgment(String topic, int partition, long offset, double milliseconds) {
    }

    public record Failure(String type, String message, Outcome outcome, boolean retriable) {
    }

    static SendView of(RecordMetadata metadata, long nanos) {
        return new SendView(new Acknowledgment(metadata.topic(), metadata.partition(), metadata.offset(),
                Milliseconds.of(nanos)), null);
    }

    /** Makes the view of a failure. Without an outcome, as for an illegal topic name, nothing was sent. */
    static SendView of(Throwable failure) {
        Outcome outcome = failure instanceof ProducerException known ? known.outcome() : Outcome.NOT_SENT;
        boolean retriable = failure instanceof ProducerException known && known.retriable();
        return new SendView(null,
                new Failure(failure.getClass().getName(), KnownSecrets.hide(failure.getMessage()), outcome, retriable));
    }
}
