package io.quarkiverse.kafkaproducer.runtime.failure;

import java.util.Set;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** Says what an exception of the Kafka client means. */
public final class KafkaErrors {

    /** Exceptions by which a broker, or the client itself, says that it has not taken the record and will not take it. */
    private static final Set<Class<? extends KafkaException>> DEFINITE = Set.of(RecordTooLargeException.class,
            RecordBatchTooLargeException.class, InvalidTopicException.class, InvalidRecordException.class,
            InvalidTimestampException.class, InvalidRequiredAcksException.class, PolicyViolationException.class,
            UnsupportedForMessageFormatException.class, TransactionAbortedException.class);

    /** The client has no class of its own for it; see {@code Sender.failBatch} of kafka-clients 4.1. */
    private static final String INNOCENT = "part of a batch which had one more more invalid records";

    /** Kafka's message if no host can be resolved; see {@code ClientUtils.parseAndValidateAddresses}. */
    private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

    private KafkaErrors() {
    }

    /** Returns whether it says that the batch of the record was not written at this attempt. */
    public static boolean isDefinite(Throwable exception) {
        return DEFINITE.contains(exception.getClass()) || exception instanceof AuthorizationException
                || exception instanceof AuthenticationException;
    }

    /** Returns whether the record was refused only because of another record of its batch, none of which is written then. */
    public static boolean isBecauseOfAnother(Throwable exception) {
        return exception.getClass() == KafkaException.class && exception.getMessage() != null
                && exception.getMessage().contains(INNOCENT);
    }

    /** Returns whether the client has not taken the record and may take it when it is handed over again. */
    public static boolean isForNow(Throwable exception) {
        return exception instanceof TimeoutException && !(exception.getCause() instanceof AuthenticationException);
    }

    /** Returns whether the client has not taken the record because it does not know the topic or the partition yet. */
    public static boolean isMissingMetadata(Throwable exception) {
        return isForNow(exception) && !(exception instanceof BufferExhaustedException);
    }

    /** Returns whether missing metadata may come: nothing has been said yet, or something that may pass. */
    public static boolean mayPass(KafkaException exception) {
        return exception instanceof TimeoutException
                && (exception.getCause() == null || exception.getCause() instanceof RetriableException);
    }

    /** Returns whether the brokers say that the topic does not exist. */
    public static boolean isMissingTopic(KafkaException exception) {
        return reason(exception) instanceof UnknownTopicOrPartitionException;
    }

    /** Returns whether a client could not be made because no host name of its servers can be resolved. */
    public static boolean isUnresolvable(Throwable thrown) {
        return RootCause.of(thrown) instanceof ConfigException exception && exception.getMessage() != null
                && exception.getMessage().startsWith(UNRESOLVABLE);
    }

    /** Returns the exception that says why there is no metadata: a refusal is hidden in the cause of a timeout. */
    public static KafkaException reason(KafkaException exception) {
        return exception instanceof TimeoutException && exception.getCause() instanceof KafkaException cause ? cause
                : exception;
    }

    /** Returns whether it concerns one topic only; all others, authentication above all, concern the whole connection. */
    public static boolean concernsTopic(KafkaException reason) {
        return reason instanceof InvalidTopicException
                || reason instanceof AuthorizationException && !(reason instanceof ClusterAuthorizationException);
    }

    /** Returns its text and that of its innermost cause: "SSL handshake failed" alone does not say why. */
    public static String text(Throwable exception) {
        Throwable innermost = RootCause.of(exception);
        return innermost == exception ? exception.getMessage() : exception.getMessage() + ": " + innermost.getMessage();
    }
}
