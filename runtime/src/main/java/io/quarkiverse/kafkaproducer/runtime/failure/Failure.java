package io.quarkiverse.kafkaproducer.runtime.failure;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
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
    private final Function<RecordDescription, String> message;

    private Failure(Kind kind, Outcome outcome, boolean retriable, Throwable cause,
            Function<RecordDescription, String> message) {
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
     * @param about the record that failed
     * @param stackTrace whether one is taken
     * @param eventually null where the record has ended
     */
    public SendException toException(RecordDescription about, boolean stackTrace,
            Supplier<CompletionStage<RecordMetadata>> eventually) {
        String text = message.apply(about);
        String producer = about.producer().name();
        String topic = about.topic();
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
        return kind + " " + outcome + ": " + message.apply(new RecordDescription(ProducerDescription.of("?"), "?", null));
    }

    /** Returns the same of a record that nobody will see, whatever becomes of it, as its transaction is not committed. */
    public Failure discarded() {
        return outcome == Outcome.NOT_SENT ? this : new Failure(kind, Outcome.NOT_SENT, false, cause, message);
    }

    // ---- by a decision of ours

    /** The deadline passed. */
    public static Failure timeout(long timeoutNanos, Wait wait, Outcome outcome) {
        return new Failure(Kind.TIMEOUT, outcome, true, null, about -> about.begin() + " was not acknowledged within "
                + Duration.ofNanos(timeoutNanos).toMillis() + " ms; waited for " + wait.text(about.names()));
    }

    public static Failure interrupted(Wait wait, Outcome outcome) {
        return new Failure(Kind.INTERRUPTED, outcome, true, null, about -> "The thread was interrupted; " + about.text()
                + " waited for " + wait.text(about.names()));
    }

    public static Failure cancelled(Wait wait, Outcome outcome) {
        return new Failure(Kind.INTERRUPTED, outcome, true, null, about -> "The send was cancelled; " + about.text()
                + " waited for " + wait.text(about.names()));
    }

    public static Failure closed(String producer, Outcome outcome) {
        return new Failure(Kind.CLOSED, outcome, false, null, about -> outcome == Outcome.NOT_SENT
                ? "Producer '" + producer + "' is closed; " + about.text() + " was not sent"
                : "Producer '" + producer + "' was closed before " + about.text() + " was acknowledged");
    }

    /** The transaction that the record belongs to takes nothing any more. */
    public static Failure ofTransaction(String reason) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, false, null,
                about -> reason + "; " + about.text() + " was not sent");
    }

    /** @param use how much of the queue is used */
    public static Failure queueFull(String use) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, true, null, about -> about.begin() + " was refused: "
                + Cause.queueFull(use).text(about.names()));
    }

    /** @param most how many values may be waited for */
    public static Failure tooManyValues(int most, String serializer) {
        return queueFull(most + " values wait to be written by " + serializer);
    }

    public static Failure neverFits(int size, long mostBytes) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, false, null, about -> about.begin() + " takes " + size
                + " bytes, more than max-pending-bytes (" + mostBytes + "): send less, or raise "
                + about.names().of("max-pending-bytes"));
    }

    public static Failure unknownPartition(int partition, int partitions) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, true,
                new UnknownTopicOrPartitionException("partition " + partition + " of " + partitions),
                about -> about.begin() + " was refused: topic '" + about.topic() + "' has no partition " + partition
                        + ": its partitions are 0 to " + (partitions - 1));
    }

    public static Failure noClient(ClientCreationException cause) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, false, cause,
                about -> about.begin() + " was not sent: " + cause.getMessage());
    }

    public static Failure unwritable(ValueSerializationException cause) {
        return new Failure(Kind.UNWRITABLE, Outcome.NOT_SENT, cause.retriable(), null,
                about -> about.begin() + " was not sent: " + cause.getMessage());
    }

    /** Returns the failure of a record that could not be prepared. */
    public static Failure unprepared(String reason, boolean passing) {
        return new Failure(Kind.REJECTED, Outcome.NOT_SENT, passing, null,
                about -> about.begin() + " was not sent: " + reason);
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
            return new Failure(Kind.TIMEOUT, Outcome.UNKNOWN, false, exception, about -> "The Kafka client gave up on "
                    + about.text() + ": " + PropertyHints.in(exception.getMessage(), about.names()));
        }
        return rejected(exception, Outcome.UNKNOWN, false);
    }

    /** The client failed for good while it had the record, for a reason that need not be the record's own. */
    public static Failure withItsClient(Throwable reason) {
        return rejected(reason, Outcome.UNKNOWN, false);
    }

    private static Failure rejected(Throwable exception, Outcome outcome, boolean retriable) {
        return new Failure(Kind.REJECTED, outcome, retriable, exception,
                about -> about.begin() + " was refused: " + why(exception, about));
    }

    private static String why(Throwable exception, RecordDescription about) {
        String words = PropertyHints.in(KafkaErrors.text(exception), about.names());
        if (exception instanceof AuthenticationException) {
            return Cause.authenticationFailed(about.producer().login(), about.producer().servers(), words).text(about.names());
        }
        return exception instanceof NotEnoughReplicasException || exception instanceof NotEnoughReplicasAfterAppendException
                ? Cause.tooFewReplicas(about.topic()).text(about.names())
                : words;
    }
}
