package io.quarkiverse.kafkaproducer.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FatalErrorsTest {

    static final List<Exception> FENCED = List.of(new ProducerFencedException("x"), new InvalidProducerEpochException("x"),
            new InvalidPidMappingException("x"));

    static final List<Exception> OTHERS = List.of(new ClusterAuthorizationException("x"), new UnsupportedVersionException("x"),
            new TransactionalIdAuthorizationException("x"));

    @ParameterizedTest
    @FieldSource("FENCED")
    void aFencedClientIsOfNoMoreUse(Exception exception) {
        assertThat(FatalErrors.isFenced(exception)).isTrue();
        assertThat(FatalErrors.isFatal(exception)).isTrue();
        assertThat(FatalErrors.isFenced(new KafkaException("x", exception))).isTrue();
        assertThat(FatalErrors.isFatal(new KafkaException("x", exception))).isTrue();
    }

    @ParameterizedTest
    @FieldSource("OTHERS")
    void aClientMayBeOfNoMoreUseWithoutBeingFenced(Exception exception) {
        assertThat(FatalErrors.isFatal(exception)).isTrue();
        assertThat(FatalErrors.isFatal(new KafkaException("Cannot execute transactional method", exception))).isTrue();
        assertThat(FatalErrors.isFatal(new TimeoutException("x", exception))).isTrue();
        assertThat(FatalErrors.isFenced(exception)).isFalse();
    }

    @Test
    void otherErrorsLeaveTheClientAlive() {
        assertThat(FatalErrors.isFatal(null)).isFalse();
        assertThat(FatalErrors.isFatal(new TopicAuthorizationException("x"))).isFalse();
        assertThat(FatalErrors.isFatal(new SaslAuthenticationException("x"))).isFalse();
        assertThat(FatalErrors.isFatal(new KafkaException("x", new NetworkException("x")))).isFalse();
        assertThat(FatalErrors.isFatal(new IllegalStateException("x"))).isFalse();
    }
}
