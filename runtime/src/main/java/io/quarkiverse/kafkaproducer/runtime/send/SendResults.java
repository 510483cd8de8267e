package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.RecordDescription;
import io.quarkiverse.kafkaproducer.runtime.queue.Abandoned;

/** Says what sends came to, after span and observer have been told. */
final class SendResults {

    private final SendObserver observer;
    private final Executor completions;

    /** @param completions where late acknowledgments are told of */
    SendResults(SendObserver observer, Executor completions) {
        this.observer = observer;
        this.completions = completions;
    }

    /** Returns the metadata of a record that is acknowledged, or throws why there are none. */
    RecordMetadata of(Submission submission) {
        RecordMetadata metadata = submission.metadata();
        if (metadata == null) {
            throw failed(submission);
        }
        tellAcknowledged(submission, metadata);
        return metadata;
    }

    SendResult of(ProducerRecord<?, ?> record, Submission submission) {
        RecordMetadata metadata = submission.metadata();
        if (metadata == null) {
            return new SendResult(record, null, failed(submission));
        }
        tellAcknowledged(submission, metadata);
        return new SendResult(record, metadata, null);
    }

    private void tellAcknowledged(Submission submission, RecordMetadata metadata) {
        submission.trace().acknowledged(metadata);
        observer.acknowledged(submission, metadata);
    }

    /** Returns why a submission failed. */
    SendException failed(Submission submission) {
        SendException failure = submission.exception();
        if (failure.getCause() instanceof ClientCreationException cause) {
            observer.clientNotCreated(submission.producerName(), submission.controller(), cause);
        }
        tellFailed(submission, failure);
        return failure;
    }

    /** Returns why a submission does not enter the queue. */
    SendException refused(Submission submission, Failure failure) {
        submission.refused(failure);
        return failed(submission);
    }

    void tellFailed(Submission submission, SendException failure) {
        submission.trace().failed(failure);
        observer.failed(submission, failure);
    }

    /** Tells of a record that the client has answered after the sender gave up. */
    void settledLate(Submission submission, Abandoned ending) {
        RecordMetadata metadata = ending.metadata();
        if (metadata != null) {
            completions.execute(() -> observer.acknowledgedLate(submission, metadata));
        }
    }

    /** Returns how a record ends at last whose sender was told that its outcome is unknown. */
    CompletionStage<RecordMetadata> eventually(RecordDescription record, Abandoned abandoned) {
        CompletableFuture<RecordMetadata> ending = new CompletableFuture<>();
        abandoned.whenSettled(settled -> completions.execute(() -> {
            if (settled.metadata() != null) {
                ending.complete(settled.metadata());
            } else {
                ending.completeExceptionally(settled.lastFailure().toException(record, false, null));
            }
        }));
        return ending;
    }
}
