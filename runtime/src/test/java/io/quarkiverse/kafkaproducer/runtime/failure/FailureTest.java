package io.quarkiverse.kafkaproducer.runtime.failure;

import static io.quarkiverse.kafkaproducer.Outcome.NOT_SENT;
import static io.quarkiverse.kafkaproducer.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendInterruptedException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;

class FailureTest {

    private static final RecordDescription ORDER = new RecordDescription(ProducerDescription.of("<default>"), "orders", null);
    private static final RecordDescription PAYMENT = new RecordDescription(ProducerDescription.of("payments"), "orders", null);
    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

    private static SendException thrown(Failure failure) {
        return failure.toException(ORDER, true, null);
    }

    /** Kafka's exceptions for a record that was not written, and whether sending it again may help. */
    static Stream<Arguments> ofRecordsThatWereNotSent() {
        return Stream.of(
                arguments(new TopicAuthorizationException("x"), false),
                arguments(new SaslAuthenticationException("x"), false),
                arguments(new InvalidTopicException("x"), false),
                arguments(new RecordTooLargeException("x"), false),
                arguments(new UnsupportedVersionException("x"), false),
                arguments(new SerializationException("x"), false),
                arguments(new KafkaException("x"), false),
                arguments(new IllegalStateException("x"), false),
                arguments(new NoClassDefFoundError("x"), false),
                arguments(new LeaderNotAvailableException("x"), true),
                arguments(new UnknownTopicOrPartitionException("x"), true),
                arguments(new BufferExhaustedException("x"), true),
                arguments(new TimeoutException("x"), true));
    }

    @ParameterizedTest
    @MethodSource("ofRecordsThatWereNotSent")
    void whatWasNotSentIsRetriableWhereKafkaSaysSo(Throwable reason, boolean retriable) {
        SendException thrown = thrown(Failure.notSent(reason));

        assertRejected(thrown, reason, NOT_SENT, retriable);
        assertThat(thrown).hasMessage("The record for topic 'orders' was refused: "
                + (reason instanceof SaslAuthenticationException
                        ? "authentication failed (x): correct the credentials, or what the brokers know of them"
                        : "x"));
        assertThat(thrown.topic()).isEqualTo("orders");
        assertThat(thrown.producer()).isEqualTo("<default>");
    }

    static final List<Exception> LEAVING_IT_OPEN = List.of(new NotEnoughReplicasException("x"),
            new NotLeaderOrFollowerException("x"), new NetworkException("x"), new ProducerFencedException("x"),
            new KafkaException("x"));

    @ParameterizedTest
    @FieldSource("LEAVING_IT_OPEN")
    void whatIsUnknownIsNeverRetriable(Exception reason) {
        assertRejected(thrown(Failure.unknown(reason)), reason, UNKNOWN, false);
        assertRejected(thrown(Failure.withItsClient(reason)), reason, UNKNOWN, false);
    }

    @Test
    void aClientThatGivesUpIsATimeoutWithAnUnknownOutcome() {
        TimeoutException reason = new TimeoutException("Expiring 1 record(s) for orders-0");

        SendException thrown = thrown(Failure.unknown(reason));

        assertThat(thrown).isInstanceOf(SendTimeoutException.class).hasCause(reason)
                .hasMessageContaining("'orders'").hasMessageContaining("Expiring 1 record(s)");
        assertThat(thrown.outcome()).isEqualTo(UNKNOWN);
        assertThat(thrown.retriable()).isFalse();
    }

    @Test
    void anInnocentRecordOfARefusedBatchIsRetriable() {
        KafkaException reason = new KafkaException("x");

        assertRejected(thrown(Failure.becauseOfAnother(reason)), reason, NOT_SENT, true);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatEndedByItsSendersDecisionIsRetriableOnlyIfItWasNotSent(Outcome outcome) {
        SendException expired = thrown(Failure.timeout(TEN_SECONDS, Wait.metadata("orders"), outcome));
        SendException interrupted = thrown(Failure.interrupted(Wait.CLIENT, outcome));
        SendException cancelled = thrown(Failure.cancelled(Wait.BUFFER_SPACE, outcome));

        assertThat(expired).isInstanceOf(SendTimeoutException.class).hasMessage("The record for topic 'orders' was not "
                + "acknowledged within 10000 ms; waited for metadata of topic orders");
        assertThat(interrupted).isInstanceOf(SendInterruptedException.class).hasMessageEndingWith("waited for the client");
        assertThat(cancelled).isInstanceOf(SendInterruptedException.class).hasMessageEndingWith("waited for buffer space");
        assertThat(List.of(expired, interrupted, cancelled))
                .allMatch(thrown -> thrown.outcome() == outcome && thrown.retriable() == (outcome == NOT_SENT));
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void afterTheEndNothingIsRetriable(Outcome outcome) {
        SendException thrown = thrown(Failure.closed("payments", outcome));

        assertThat(thrown).isInstanceOf(ProducerClosedException.class).hasMessageContainingAll("'payments'", "'orders'");
        assertThat(thrown.outcome()).isEqualTo(outcome);
        assertThat(thrown.retriable()).isFalse();
    }

    @Test
    void aFullQueueIsRetriableAndARecordThatNeverFitsIsNot() {
        SendException full = thrown(Failure.queueFull("2 of 2 records, 20 of 100 bytes"));
        SendException neverFits = thrown(Failure.neverFits(101, 100));

        assertRejected(full, null, NOT_SENT, true);
        assertThat(full).hasMessage("The record for topic 'orders' was refused: the queue is full (2 of 2 records, 20 of 100 "
                + "bytes): send more slowly, or raise quarkus.kafka-producer.max-pending-records or "
                + "quarkus.kafka-producer.max-pending-bytes");
        assertRejected(neverFits, null, NOT_SENT, false);
        assertThat(neverFits).hasMessageContainingAll("101 bytes", "max-pending-bytes (100)");
    }

    @Test
    void anUnknownPartitionIsNamedWithThoseThatThereAre() {
        SendException thrown = thrown(Failure.unknownPartition(7, 3));

        assertThat(thrown).hasMessage(
                "The record for topic 'orders' was refused: topic 'orders' has no partition 7: its partitions are 0 to 2")
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(thrown.retriable()).isTrue();
    }

    @Test
    void withoutAClientTheRecordWasNotSent() {
        ClientCreationException reason = new ClientCreationException("no such host", null);

        SendException thrown = thrown(Failure.noClient(reason));

        assertRejected(thrown, reason, NOT_SENT, false);
        assertThat(thrown).hasMessage("The record for topic 'orders' was not sent: no such host");
    }

    @Test
    void whatCannotBeWrittenSaysTheSameWithTheProducersName() {
        SendException thrown = thrown(Failure.unwritable(new ValueSerializationException("orders", "an Order cannot be")));

        assertThat(thrown).isInstanceOf(ValueSerializationException.class)
                .hasMessage("The record for topic 'orders' was not sent: an Order cannot be");
        assertThat(thrown.producer()).isEqualTo("<default>");
    }

    @Test
    void aStackTraceIsTakenOnlyWhereItIsAskedFor() {
        Failure failure = Failure.notSent(new KafkaException("x"));

        assertThat(failure.toException(ORDER, true, null).getStackTrace())
                .extracting(StackTraceElement::getMethodName).contains("aStackTraceIsTakenOnlyWhereItIsAskedFor");
        assertThat(failure.toException(ORDER, false, null).getStackTrace()).isEmpty();
    }

    @Test
    void theLastWordIsAskedForWhereThereIsOneToCome() {
        CompletionStage<RecordMetadata> last = new CompletableFuture<>();
        Failure failure = Failure.timeout(TEN_SECONDS, Wait.ACKNOWLEDGMENT, UNKNOWN);

        assertThat(failure.toException(ORDER, false, () -> last).eventually()).isSameAs(last);
        SendException ended = thrown(failure);
        assertThat(ended.eventually().toCompletableFuture()).isCompletedExceptionally();
    }

    private static void assertRejected(SendException thrown, Throwable cause, Outcome outcome, boolean retriable) {
        assertThat(thrown).isInstanceOf(SendRejectedException.class);
        assertThat(thrown.getCause()).isSameAs(cause);
        assertThat(thrown.outcome()).isEqualTo(outcome);
        assertThat(thrown.retriable()).isEqualTo(retriable);
    }

    @Test
    void theMessageNamesAProducerThatHasAName() {
        Failure failure = Failure.timeout(1_000_000_000, Wait.ACKNOWLEDGMENT, Outcome.UNKNOWN);

        assertThat(failure.toException(PAYMENT, true, null)).hasMessageStartingWith(
                "Producer 'payments': The record for topic 'orders' was not acknowledged");
        assertThat(failure.toException(ORDER, true, null)).hasMessageStartingWith("The record for topic");
        assertThat(Failure.closed("payments", Outcome.NOT_SENT).toException(PAYMENT, true, null))
                .hasMessageStartingWith("Producer 'payments' is closed");
    }

    @Test
    void theMessageSaysTheKeyUnlessKeysAreToBeLeftOut() {
        Failure failure = Failure.notSent(new KafkaException("x"));
        ProducerDescription producer = ProducerDescription.of("payments");
        ProducerDescription withoutKeys = new ProducerDescription("payments", producer.names(), null, null, false);

        assertThat(failure.toException(new RecordDescription(producer, "orders", "user-123"), true, null))
                .hasMessage("Producer 'payments': The record for topic 'orders' (key 'user-123') was refused: x");
        assertThat(failure.toException(new RecordDescription(producer, "orders", "k".repeat(300)), true, null))
                .hasMessageContaining("(key '" + "k".repeat(256) + "'...)");
        assertThat(failure.toException(new RecordDescription(producer, "orders", new byte[] { 1, 'a' }), true, null))
                .hasMessageContaining("(key b'\\x01a')");
        assertThat(failure.toException(new RecordDescription(withoutKeys, "orders", "user-123"), true, null))
                .hasMessageContaining("topic 'orders' was refused");
    }

    @Test
    void aPropertyOfKafkasIsNamedAsItIsSetHere() {
        Exception tooLarge = new RecordTooLargeException("The message is 9 bytes when serialized which is larger than 8, which "
                + "is the value of the max.request.size configuration.");

        assertThat(Failure.notSent(tooLarge).toException(PAYMENT, true, null)).hasMessageEndingWith("the value of the "
                + "max.request.size (here quarkus.kafka-producer.\"payments\".properties.\"max.request.size\") "
                + "configuration.");
        assertThat(PropertyHints.in("transactional.id, kafka.example.com and acks", PropertyNames.ofProducer("<default>")))
                .isEqualTo(
                        "transactional.id (here quarkus.kafka-producer.transactional-id-prefix), kafka.example.com and acks");
    }

    @Test
    void aRefusedLoginIsNamedWithItsServers() {
        ProducerDescription producer = new ProducerDescription("payments", PropertyNames.ofProducer("payments"),
                "kafka:9093", "user 'app' by PLAIN", true);

        assertThat(Failure.notSent(new SaslAuthenticationException("Invalid credentials"))
                .toException(new RecordDescription(producer, "orders", null), true, null))
                .hasMessage("Producer 'payments': The record for topic 'orders' was refused: authentication of user 'app' by "
                        + "PLAIN at kafka:9093 failed (Invalid credentials): correct the credentials, or what the brokers know of "
                        + "them");
    }

    @Test
    void tooFewReplicasAreSaidInTheSameWordsEverywhere() {
        assertThat(thrown(Failure.unknown(new NotEnoughReplicasException("x")))).hasMessageEndingWith(
                "refused: " + Cause.tooFewReplicas("orders").text(PropertyNames.ofProducer("<default>")));
    }
}
