package io.quarkiverse.kafkaproducer.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
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
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KafkaErrorsTest {

    static final List<Exception> DEFINITE = List.of(new RecordTooLargeException("x"), new RecordBatchTooLargeException("x"),
            new InvalidTopicException("x"), new InvalidRecordException("x"), new InvalidTimestampException("x"),
            new InvalidRequiredAcksException("x"), new PolicyViolationException("x"), new TransactionAbortedException("x"),
            new UnsupportedForMessageFormatException("x"), new TopicAuthorizationException("x"),
            new ClusterAuthorizationException("x"), new SaslAuthenticationException("x"), new SslAuthenticationException("x"));

    static final List<Exception> SAYING_NOTHING_ABOUT_THE_RECORD = List.of(new NetworkException("x"),
            new NotEnoughReplicasException("x"), new NotEnoughReplicasAfterAppendException("x"),
            new NotLeaderOrFollowerException("x"), new CorruptRecordException("x"), new OutOfOrderSequenceException("x"),
            new UnknownServerException("x"), new ProducerFencedException("x"), new InvalidProducerEpochException("x"),
            new TimeoutException("x"), new KafkaException("x"), new IllegalStateException("x"));

    @ParameterizedTest
    @FieldSource("DEFINITE")
    void whatABrokerRefusedDefinitelyWasNotWritten(Exception exception) {
        assertThat(KafkaErrors.isDefinite(exception)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("SAYING_NOTHING_ABOUT_THE_RECORD")
    void anyOtherErrorLeavesItOpenWhetherTheRecordWasWritten(Exception exception) {
        assertThat(KafkaErrors.isDefinite(exception)).isFalse();
    }

    @Test
    void aRecordIsToldApartThatWasRefusedForAnotherOneOfItsBatch() {
        String text = "Failed to append record because it was part of a batch which had one more more invalid records";

        assertThat(KafkaErrors.isBecauseOfAnother(new KafkaException(text))).isTrue();
        assertThat(KafkaErrors.isBecauseOfAnother(new InvalidRecordException(text))).isFalse();
        assertThat(KafkaErrors.isBecauseOfAnother(new KafkaException("x"))).isFalse();
        assertThat(KafkaErrors.isBecauseOfAnother(new KafkaException((String) null))).isFalse();
    }

    @Test
    void whatTheClientHasNoRoomForItMayTakeLater() {
        assertThat(KafkaErrors.isForNow(new TimeoutException("x"))).isTrue();
        assertThat(KafkaErrors.isForNow(new BufferExhaustedException("x"))).isTrue();
        assertThat(KafkaErrors.isForNow(new TimeoutException("x", new SaslAuthenticationException("x")))).isFalse();
        assertThat(KafkaErrors.isForNow(new RecordTooLargeException("x"))).isFalse();
        assertThat(KafkaErrors.isForNow(new IllegalStateException("x"))).isFalse();
    }

    @Test
    void missingMetadataMayComeUnlessTheCauseSaysOtherwise() {
        assertThat(KafkaErrors.mayPass(new TimeoutException("x"))).isTrue();
        assertThat(KafkaErrors.mayPass(new TimeoutException("x", new UnknownTopicOrPartitionException("x")))).isTrue();
        assertThat(KafkaErrors.mayPass(new TimeoutException("x", new DisconnectException("x")))).isTrue();
        assertThat(KafkaErrors.mayPass(new TimeoutException("x", new TopicAuthorizationException("x")))).isFalse();
        assertThat(KafkaErrors.mayPass(new TimeoutException("x", new InvalidTopicException("x")))).isFalse();
        assertThat(KafkaErrors.mayPass(new SaslAuthenticationException("x"))).isFalse();
        assertThat(KafkaErrors.mayPass(new TopicAuthorizationException("x"))).isFalse();
    }

    @Test
    void aTopicIsMissingWhereTheBrokersSaySo() {
        UnknownTopicOrPartitionException missing = new UnknownTopicOrPartitionException("x");

        assertThat(KafkaErrors.isMissingTopic(missing)).isTrue();
        assertThat(KafkaErrors.isMissingTopic(new TimeoutException("x", missing))).isTrue();
        assertThat(KafkaErrors.isMissingTopic(new TimeoutException("x"))).isFalse();
        assertThat(KafkaErrors.isMissingTopic(new TopicAuthorizationException("x"))).isFalse();
    }

    @Test
    void theReasonForMissingMetadataIsTheCauseOfTheTimeout() {
        TopicAuthorizationException hidden = new TopicAuthorizationException("x");
        TimeoutException alone = new TimeoutException("x");

        assertThat(KafkaErrors.reason(new TimeoutException("x", hidden))).isSameAs(hidden);
        assertThat(KafkaErrors.reason(hidden)).isSameAs(hidden);
        assertThat(KafkaErrors.reason(alone)).isSameAs(alone);
    }

    @Test
    void whatConcernsTheConnectionConcernsAllTopics() {
        assertThat(KafkaErrors.concernsTopic(new TopicAuthorizationException("x"))).isTrue();
        assertThat(KafkaErrors.concernsTopic(new InvalidTopicException("x"))).isTrue();
        assertThat(KafkaErrors.concernsTopic(new ClusterAuthorizationException("x"))).isFalse();
        assertThat(KafkaErrors.concernsTopic(new SaslAuthenticationException("x"))).isFalse();
        assertThat(KafkaErrors.concernsTopic(new UnsupportedVersionException("x"))).isFalse();
    }

    @Test
    void theTextHasThatOfTheInnermostCauseToo() {
        Exception innermost = new IllegalStateException("No subject alternative names");

        assertThat(KafkaErrors.text(innermost)).isEqualTo("No subject alternative names");
        assertThat(KafkaErrors.text(new SslAuthenticationException("SSL handshake failed", new KafkaException("x", innermost))))
                .isEqualTo("SSL handshake failed: No subject alternative names");
    }
}
