package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.Set;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Exceptions after which a Kafka client takes nothing any more. */
public final class Fatal {

    private static final Set<Class<? extends KafkaException>> FENCED = Set.of(ProducerFencedException.class,
            InvalidProducerEpochException.class, InvalidPidMappingException.class);
    private static final Set<Class<? extends KafkaException>> OTHERS = Set.of(ClusterAuthorizationException.class,
            UnsupportedVersionException.class, TransactionalIdAuthorizationException.class);

    private Fatal() {
    }

    public static boolean is(Exception exception) {
        return isFenced(exception) || isOneOf(OTHERS, exception);
    }

    /** Another producer has its transactional id, or the coordinator has ended its transaction. */
    public static boolean isFenced(Exception exception) {
        return isOneOf(FENCED, exception);
    }

    private static boolean isOneOf(Set<Class<? extends KafkaException>> classes, Exception exception) {
        return exception != null && (classes.contains(exception.getClass())
                || exception.getCause() instanceof KafkaException cause && classes.contains(cause.getClass()));
    }
}
