package io.quarkiverse.kafkaproducer.runtime.dev;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/** What a send came to, as the page shows it. One of the two is null. */
public record SendView(Acknowledgment acknowledgment, Failure failure) {

    public record Acknowledgment(String topic, int partition, long offset, double milliseconds) {
    }

    public record Failure(String type, String message, Outcome outcome, boolean retriable) {
    }

    static SendView of(RecordMetadata metadata, long nanos) {
        return new SendView(new Acknowledgment(metadata.topic(), metadata.partition(), metadata.offset(),
                Milliseconds.of(nanos)), null);
    }

    /** Where nothing is said of the outcome, as of a topic that has no legal name, nothing was sent. */
    static SendView of(Throwable failure) {
        Outcome outcome = failure instanceof ProducerException known ? known.outcome() : Outcome.NOT_SENT;
        boolean retriable = failure instanceof ProducerException known && known.retriable();
        return new SendView(null,
                new Failure(failure.getClass().getName(), KnownSecrets.hide(failure.getMessage()), outcome, retriable));
    }
}
