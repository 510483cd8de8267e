package io.quarkiverse.kafkaproducer.runtime.failure;

import java.util.Set;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Exceptions after which a Kafka client takes nothing any more. */
public final class FatalErrors {

    private static final Set<Class<? extends KafkaException>> FENCED = Set.of(ProducerFencedException.class,
            InvalidProducerEpochException.class, InvalidPidMappingException.class);
    private static final Set<Class<? extends KafkaException>> OTHERS = Set.of(ClusterAuthorizationException.class,
            UnsupportedVersionException.class, TransactionalIdAuthorizationException.class);

    private FatalErrors() {
    }

    /** Returns whether the exception, or its cause, ends its client. */
    public static boolean isFatal(Throwable exception) {
        return isFenced(exception) || isOneOf(OTHERS, exception);
    }

    /** Returns whether another producer has the client's transactional id, or the coordinator has ended its transaction. */
    public static boolean isFenced(Throwable exception) {
        return isOneOf(FENCED, exception);
    }

    private static boolean isOneOf(Set<Class<? extends KafkaException>> classes, Throwable exception) {
        return exception != null && (classes.contains(exception.getClass())
                || exception.getCause() instanceof KafkaException cause && classes.contains(cause.getClass()));
    }
}
