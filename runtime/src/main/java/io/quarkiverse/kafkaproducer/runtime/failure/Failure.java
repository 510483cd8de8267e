package io.quarkiverse.kafkaproducer.runtime.failure;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendInterruptedException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;

/**
 * Tells why a record was not acknowledged, and what is known of it. Immutable, and independent of the record, so that many
 * records may share one. The exception itself is made where it is thrown, so that its stack trace shows the caller, and
 * neither Kafka's network thread nor the queue pays for it.
 */
public final class Failure {

    /** Says which exception it becomes. */
    public enum Kind {
        TIMEOUT,
        REJECTED,
        INTERRUPTED,
        CLOSED,
        UNWRITABLE
    }

    private final Kind kind;
    private final Outcome outcome;
    private final boolean retriable;
    private final Throwable cause;
    private final UnaryOperator<String> message;

    private Failure(Kind kind, Outcome outcome, boolean retriable, Throwable cause, UnaryOperator<String> message) {
        this.kind = kind;
        this.outcome = outcome;
        this.retriable = retriable && outcome == Outcome.NOT_SENT;
        this.cause = cause;
        this.message = message;
    }

    public Kind kind() {
        return kind;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Returns whether sending again may succeed and cannot write the record twice. */
    public boolean retriable() {
        return retriable;
    }

    /** Returns Kafka's exception, or that of user code; null if there is none. */
    public Throwable cause() {
        return cause;
    }

    /**
     * Makes the exception.
     *
     * @param producer the producer's name
     * @param stackTrace whether one is taken
     * @param eventually null where the record has ended
     */
    public SendException toException(String producer, String topic, boolean stackTrace,
            Supplier<CompletionStage<RecordMetadata>> eventually) {
        String text = message.apply(topic);
        return switch (kind) {
            case TIMEOUT -> new SendTimeoutException(producer, topic, text, cause, outcome, stackTrace, eventually);
            case REJECTED -> new SendRejectedException(producer, topic, text, cause, outcome, retriable, stackTrace,
                    eventually);
            case INTERRUPTED -> new SendInterruptedException(producer, topic, text, cause, outcome, stackTrace, eventually);
            case CLOSED -> new ProducerClosedException(producer, topic, text, outcome, stackTrace, eventually);
            case UNWRITABLE -> new ValueSerializationException(producer, topic, text, retriable, stackTrace);
        };
    }

    @Override
    public String toString() {
        return kind + " " + outcome + ": " + message.apply("?");
    }

    // ---- by a decision of ours

    /** The deadline passed. */
    public static Failure timeout(long timeoutNanos, Wait wait, Outcome outcome) {
        return new Failure(Kind.TIMEOUT, outcome, true, null, topic -> "The record for topic '" + topic
                + "' was not acknowledged within " + Duration.ofNanos(timeoutNanos).toMillis() + " ms; waited for "
                + wait.text());
    }

    public static Failure interrupted(Wait wait, Outcome outcome) {
        return new Failure(Kind.INTERRUPTED, outcome, true, null,
                topic -> "The thread was interrupted; the record for topic '" + topic + "' waited for " + wait.text());
    }

    public static Failure cancelled(Wait wait, Outcome outcome) {
        return new Failure(Kind.INTERRUPTED, outcome, true, null,
                topic -> "The send was cancelled; the record for topic '" + topic + "' waited for " + wait.text());
    }

    public static Failure closed(String producer, Outcome outcome) {
        return new Failure(Kind.CLOSED, outcome, false, null, topic -> outcome == Outcome.NOT_SENT
                ? "Producer '" + producer + "' is closed; the record for topic '" + topic + "' was not sent"
                : "Producer '" + producer + "' was closed before the record for topic '" + topic + "' was acknowledged");
    }

    /** The transaction that the record belongs to takes nothing any more. */
    public static Failure ofTransaction(String reason) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, false, null,
                topic -> reason + "; the record for topic '" + topic + "' was not sent");
    }

    public static Failure queueFull(String producer, String capacity) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, true, null, topic -> "The queue of producer '" + producer
                + "' is full (" + capacity + "); max-pending-records and max-pending-bytes bound it");
    }

    /** @param most how many values may be waited for */
    public static Failure tooManyValues(String producer, int most, String serializer) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, true, null, topic -> "The queue of producer '" + producer
                + "' is full (" + most + " values wait to be written by " + serializer + "); max-pending-records bounds it");
    }

    public static Failure neverFits(int size, long mostBytes) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, false, null, topic -> "The record for topic '" + topic
                + "' takes " + size + " bytes, more than max-pending-bytes (" + mostBytes + ")");
    }

    public static Failure unknownPartition(int partition, int partitions) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, true,
                new UnknownTopicOrPartitionException("partition " + partition + " of " + partitions),
                topic -> "Topic '" + topic + "' has no partition " + partition + ": its partitions are 0 to "
                        + (partitions - 1));
    }

    public static Failure noClient(ClientCreationException cause) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, false, cause,
                topic -> "The record for topic '" + topic + "' was not sent: " + cause.getMessage());
    }

    public static Failure unwritable(ValueSerializationException cause) {
        return new Failure(Kind.UNWRITABLE, Outcome.NOT_SENT, cause.retriable(), null, topic -> cause.getMessage());
    }

    /** Returns the failure of a record that could not be prepared. */
    public static Failure unprepared(String reason, boolean passing) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, passing, null,
                topic -> "The record for topic '" + topic + "' was not sent: " + reason);
    }

    // ---- by the Kafka client

    /** The client never had the record, or is known not to have written it and not to write it any more. */
    public static Failure notSent(Throwable exception) {
        return rejected(exception, Outcome.NOT_SENT, exception instanceof RetriableException);
    }

    /** The record's batch was refused for another record in it, and it cannot be sent again in its place. */
    public static Failure becauseOfAnother(Throwable exception) {
        return rejected(exception, Outcome.NOT_SENT, true);
    }

    /** The brokers have ended the transaction that the record belongs to, so that nothing of it can be committed. */
    public static Failure fenced(Throwable exception) {
        return rejected(exception, Outcome.NOT_SENT, true);
    }

    /** The client had the record, and nothing is known of it. */
    public static Failure unknown(Throwable exception) {
        if (exception instanceof TimeoutException) {
            return new Failure(Kind.TIMEOUT, Outcome.UNKNOWN, false, exception, topic -> "The Kafka client gave up on the "
                    + "record for topic '" + topic + "': " + exception.getMessage());
        }
        return rejected(exception, Outcome.UNKNOWN, false);
    }

    /** The client failed for good while it had the record, for a reason that need not be the record's own. */
    public static Failure withItsClient(Throwable reason) {
        return rejected(reason, Outcome.UNKNOWN, false);
    }

    private static Failure rejected(Throwable exception, Outcome outcome, boolean retriable) {
        return new Failure(Kind.REJECTED, outcome, retriable, exception, topic -> "The record for topic '" + topic
                + "' was refused: " + KafkaErrors.text(exception));
    }
}
