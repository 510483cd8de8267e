package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.Set;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** What an exception of the Kafka client means for a record. */
final class Refusal {

    /** With these a broker, or the client itself, says that it has not taken the record and will not take it. */
    private static final Set<Class<? extends KafkaException>> DEFINITE = Set.of(RecordTooLargeException.class,
            RecordBatchTooLargeException.class, InvalidTopicException.class, InvalidRecordException.class,
            InvalidTimestampException.class, InvalidRequiredAcksException.class, PolicyViolationException.class,
            UnsupportedForMessageFormatException.class, TransactionAbortedException.class);

    private Refusal() {
    }

    /** For a record that has not been handed to the client. */
    static Failure beforeHandOver(Exception exception) {
        return rejected(exception, Outcome.NOT_SENT);
    }

    /** For a record that the client gave back while it was being handed over: it threw, or called back at once. */
    static Failure atHandOver(Exception exception) {
        // what is not Kafka's own comes from a partitioner; the others are thrown before the record is in the buffer
        boolean notTaken = !(exception instanceof KafkaException) || isDefinite(exception)
                || exception instanceof TimeoutException || exception instanceof SerializationException;
        return rejected(exception, notTaken ? Outcome.NOT_SENT : Outcome.UNKNOWN);
    }

    /** For a record that the client had. */
    static Failure afterHandOver(Exception exception) {
        if (exception instanceof TimeoutException) {
            return topic -> new SendTimeoutException(topic, "The Kafka client gave up on the record for topic '" + topic
                    + "': " + exception.getMessage(), exception, Outcome.UNKNOWN);
        }
        return rejected(exception, isDefinite(exception) ? Outcome.NOT_SENT : Outcome.UNKNOWN);
    }

    /** For a record that the client had when it failed for good, for a reason that need not be the record's own. */
    static Failure withItsClient(Exception reason) {
        return rejected(reason, Outcome.UNKNOWN);
    }

    /** Whether the metadata will come, perhaps: nothing has been said yet, or something that may pass. */
    static boolean mayPass(KafkaException exception) {
        return exception instanceof TimeoutException
                && (exception.getCause() == null || exception.getCause() instanceof RetriableException);
    }

    /** The exception that says why there is no metadata: a refusal is hidden in the cause of a timeout. */
    static KafkaException reason(KafkaException exception) {
        return exception instanceof TimeoutException && exception.getCause() instanceof KafkaException cause ? cause
                : exception;
    }

    /** Whether the reason concerns one topic only; all others, authentication above all, concern the whole connection. */
    static boolean concernsTopic(KafkaException reason) {
        return reason instanceof InvalidTopicException
                || reason instanceof AuthorizationException && !(reason instanceof ClusterAuthorizationException);
    }

    private static boolean isDefinite(Exception exception) {
        return DEFINITE.contains(exception.getClass()) || exception instanceof AuthorizationException
                || exception instanceof AuthenticationException;
    }

    private static Failure rejected(Exception exception, Outcome outcome) {
        return topic -> new SendRejectedException(topic, "The record for topic '" + topic + "' was refused: "
                + text(exception), exception, outcome, exception instanceof RetriableException);
    }

    /** "SSL handshake failed" alone does not say whether it is the certificate, the host name or something else. */
    static String text(Exception exception) {
        Throwable innermost = RootCause.of(exception);
        return innermost == exception ? exception.getMessage() : exception.getMessage() + ": " + innermost.getMessage();
    }
}
