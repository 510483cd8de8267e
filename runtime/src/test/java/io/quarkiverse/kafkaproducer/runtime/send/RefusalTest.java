package io.quarkiverse.kafkaproducer.runtime.send;

import static io.quarkiverse.kafkaproducer.Outcome.NOT_SENT;
import static io.quarkiverse.kafkaproducer.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;

class RefusalTest {

    static final List<Exception> DEFINITE = List.of(new RecordTooLargeException("x"), new RecordBatchTooLargeException("x"),
            new InvalidTopicException("x"), new InvalidRecordException("x"), new InvalidTimestampException("x"),
            new InvalidRequiredAcksException("x"), new PolicyViolationException("x"),
            new UnsupportedForMessageFormatException("x"), new TopicAuthorizationException("x"),
            new ClusterAuthorizationException("x"), new SaslAuthenticationException("x"), new SslAuthenticationException("x"));

    static final List<Exception> SAYING_NOTHING_ABOUT_THE_RECORD = List.of(new NetworkException("x"),
            new NotEnoughReplicasAfterAppendException("x"), new OutOfOrderSequenceException("x"),
            new UnknownServerException("x"), new ProducerFencedException("x"), new InvalidProducerEpochException("x"),
            new KafkaException("x"), new IllegalStateException("x"));

    static final List<Exception> FATAL = List.of(new ClusterAuthorizationException("x"), new UnsupportedVersionException("x"),
            new ProducerFencedException("x"), new InvalidProducerEpochException("x"), new InvalidPidMappingException("x"));

    /** What Kafka throws, and whether sending the record again may help. */
    static Stream<Arguments> beforeHandOver() {
        return Stream.of(
                arguments(new TopicAuthorizationException("x"), false),
                arguments(new SaslAuthenticationException("x"), false),
                arguments(new InvalidTopicException("x"), false),
                arguments(new UnsupportedVersionException("x"), false),
                arguments(new KafkaException("x"), false),
                arguments(new LeaderNotAvailableException("x"), true),
                arguments(new UnknownTopicOrPartitionException("x"), true),
                arguments(new TimeoutException("x"), true));
    }

    @ParameterizedTest
    @MethodSource("beforeHandOver")
    void whatTheClientNeverHadWasNotSent(Exception exception, boolean retriable) {
        SendException failure = Refusal.beforeHandOver(exception).toException("orders");

        assertRejected(failure, exception, NOT_SENT, retriable);
        assertThat(failure).hasMessage("The record for topic 'orders' was refused: x");
        assertThat(failure.topic()).isEqualTo("orders");
    }

    /** What the client throws instead of taking the record, or says at once by the callback. */
    static Stream<Arguments> atHandOver() {
        return Stream.of(
                arguments(new RecordTooLargeException("x"), NOT_SENT, false),
                arguments(new InvalidTopicException("x"), NOT_SENT, false),
                arguments(new TopicAuthorizationException("x"), NOT_SENT, false),
                arguments(new SerializationException("x"), NOT_SENT, false),
                arguments(new IllegalArgumentException("x"), NOT_SENT, false),
                arguments(new IllegalStateException("x"), NOT_SENT, false),
                arguments(new TimeoutException("x"), NOT_SENT, true),
                arguments(new BufferExhaustedException("x"), NOT_SENT, true),
                arguments(new KafkaException("x"), UNKNOWN, false),
                arguments(new InterruptException("x"), UNKNOWN, false),
                arguments(new ProducerFencedException("x"), UNKNOWN, false));
    }

    @ParameterizedTest
    @MethodSource("atHandOver")
    void whatTheClientDidNotTakeWasNotSent(Exception exception, Outcome outcome, boolean retriable) {
        assertRejected(Refusal.atHandOver(exception).toException("orders"), exception, outcome, retriable);
    }

    @ParameterizedTest
    @FieldSource("DEFINITE")
    void whatABrokerRefusedDefinitelyWasNotSentAndWillBeRefusedAgain(Exception exception) {
        assertRejected(Refusal.afterHandOver(exception).toException("orders"), exception, NOT_SENT, false);
    }

    @ParameterizedTest
    @FieldSource("SAYING_NOTHING_ABOUT_THE_RECORD")
    void anyOtherErrorLeavesItOpenWhetherTheRecordWasWritten(Exception exception) {
        assertRejected(Refusal.afterHandOver(exception).toException("orders"), exception, UNKNOWN, false);
    }

    static final List<Exception> PASSING = List.of(new NotEnoughReplicasException("x"), new NotLeaderOrFollowerException("x"),
            new CorruptRecordException("x"), new NetworkException("x"));

    @ParameterizedTest
    @FieldSource("PASSING")
    void whatMayPassIsNotRetriableOnceTheClientHadTheRecord(Exception exception) {
        assertRejected(Refusal.afterHandOver(exception).toException("orders"), exception, UNKNOWN, false);
    }

    @Test
    void aClientThatGivesUpIsATimeoutWithAnUnknownOutcome() {
        TimeoutException exception = new TimeoutException("Expiring 1 record(s) for orders-0");

        SendException failure = Refusal.afterHandOver(exception).toException("orders");

        assertThat(failure).isInstanceOf(SendTimeoutException.class).hasCause(exception)
                .hasMessageContaining("'orders'").hasMessageContaining("Expiring 1 record(s)");
        assertThat(failure.outcome()).isEqualTo(UNKNOWN);
        assertThat(failure.retriable()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("FATAL")
    void afterAFatalErrorTheClientIsOfNoMoreUse(Exception exception) {
        assertThat(Fatal.is(exception)).isTrue();
        assertThat(Fatal.is(new KafkaException("Cannot execute transactional method", exception))).isTrue();
        assertThat(Fatal.is(new TimeoutException("x", exception))).isTrue();
    }

    @Test
    void otherErrorsLeaveTheClientAlive() {
        assertThat(Fatal.is(null)).isFalse();
        assertThat(Fatal.is(new TopicAuthorizationException("x"))).isFalse();
        assertThat(Fatal.is(new SaslAuthenticationException("x"))).isFalse();
        assertThat(Fatal.is(new KafkaException("x", new NetworkException("x")))).isFalse();
        assertThat(Fatal.is(new IllegalStateException("x"))).isFalse();
    }

    @Test
    void missingMetadataMayComeUnlessTheCauseSaysOtherwise() {
        assertThat(Refusal.mayPass(new TimeoutException("x"))).isTrue();
        assertThat(Refusal.mayPass(new TimeoutException("x", new UnknownTopicOrPartitionException("x")))).isTrue();
        assertThat(Refusal.mayPass(new TimeoutException("x", new DisconnectException("x")))).isTrue();
        assertThat(Refusal.mayPass(new TimeoutException("x", new TopicAuthorizationException("x")))).isFalse();
        assertThat(Refusal.mayPass(new TimeoutException("x", new InvalidTopicException("x")))).isFalse();
        assertThat(Refusal.mayPass(new SaslAuthenticationException("x"))).isFalse();
        assertThat(Refusal.mayPass(new TopicAuthorizationException("x"))).isFalse();
    }

    @Test
    void theReasonForMissingMetadataIsTheCauseOfTheTimeout() {
        TopicAuthorizationException hidden = new TopicAuthorizationException("x");
        TimeoutException alone = new TimeoutException("x");

        assertThat(Refusal.reason(new TimeoutException("x", hidden))).isSameAs(hidden);
        assertThat(Refusal.reason(hidden)).isSameAs(hidden);
        assertThat(Refusal.reason(alone)).isSameAs(alone);
    }

    @Test
    void whatConcernsTheConnectionConcernsAllTopics() {
        assertThat(Refusal.concernsTopic(new TopicAuthorizationException("x"))).isTrue();
        assertThat(Refusal.concernsTopic(new InvalidTopicException("x"))).isTrue();
        assertThat(Refusal.concernsTopic(new ClusterAuthorizationException("x"))).isFalse();
        assertThat(Refusal.concernsTopic(new SaslAuthenticationException("x"))).isFalse();
        assertThat(Refusal.concernsTopic(new UnsupportedVersionException("x"))).isFalse();
    }

    private static void assertRejected(SendException failure, Exception cause, Outcome outcome, boolean retriable) {
        assertThat(failure).isInstanceOf(SendRejectedException.class).hasCause(cause);
        assertThat(failure.outcome()).isEqualTo(outcome);
        assertThat(failure.retriable()).isEqualTo(retriable);
    }
}
