package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.internals.Topic;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;

/** 10,000 inputs that are wrong in one way each: every one gives the documented exception, and the producer goes on. */
class BadInputTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static ProducerUnderTest tested;
    private static Producer producer;

    @BeforeContainer
    static void start() throws Exception {
        KafkaCluster kafka = SharedKafka.creatingTopics();
        Topics.create(kafka.bootstrapServers(), "good", 3, 1);
        tested = new ProducerUnderTest(kafka.bootstrapServers());
        producer = tested.blocking();
    }

    @AfterContainer
    static void stop() {
        tested.close();
    }

    @AfterProperty
    void theNextGoodSendWorks() {
        assertThat(producer.send("good", "good", "key", TIMEOUT).topic()).isEqualTo("good");
    }

    private static void assertIllegal(Runnable send) {
        try {
            send.run();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\r");
            return;
        }
        throw new AssertionError("not refused");
    }

    @Provide
    Arbitrary<String> illegalTopics() {
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(0).ofMaxLength(300);
        Arbitrary<String> almost = Arbitraries.strings().alpha().numeric().withChars("._-").withChars(" /\n\u0000ü:")
                .ofMaxLength(260);
        return Arbitraries.oneOf(any, almost, Arbitraries.of("", ".", "..", "a".repeat(250))).filter(topic -> !isLegal(topic));
    }

    private static boolean isLegal(String topic) {
        try {
            Topic.validate(topic);
            return true;
        } catch (InvalidTopicException e) {
            return false;
        }
    }

    @Property(tries = 3000)
    void illegalTopicsAreRefused(@ForAll("illegalTopics") String topic) {
        assertIllegal(() -> producer.send(topic, 1));
        assertIllegal(() -> producer.sendAll(List.of(new ProducerRecord<>("good", 1), new ProducerRecord<>(topic, 2))));
    }

    @Provide
    Arbitrary<Object> illegalKeys() {
        return Arbitraries.oneOf(Arbitraries.integers().map(Object.class::cast), Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast), Arbitraries.chars().list().map(Object.class::cast),
                Arbitraries.of(Map.of("a", 1), new char[] { 'a' }, new StringBuilder("a"), Thread.State.NEW));
    }

    @Property(tries = 2000)
    void keysOfOtherTypesAreRefused(@ForAll("illegalKeys") Object key) {
        assertIllegal(() -> producer.send(new ProducerRecord<>("good", key, 1)));
    }

    @Provide
    Arbitrary<Duration> illegalTimeouts() {
        Arbitrary<Long> notPositive = Arbitraries.longs().lessOrEqual(0);
        Arbitrary<Long> tooLong = Arbitraries.longs().between(120_000_000_001L, Long.MAX_VALUE);
        return Arbitraries.oneOf(Arbitraries.oneOf(notPositive, tooLong).map(Duration::ofNanos),
                Arbitraries.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @Property(tries = 2000)
    void timeoutsThatAreNotPositiveOrTooLongAreRefused(@ForAll("illegalTimeouts") Duration timeout) {
        assertIllegal(() -> producer.send("good", 1, timeout));
    }

    @Provide
    Arbitrary<Integer> missingPartitions() {
        return Arbitraries.integers().between(3, Integer.MAX_VALUE);
    }

    @Property(tries = 1500)
    void partitionsThatTheTopicDoesNotHaveAreRefused(@ForAll("missingPartitions") int partition) {
        try {
            producer.send(new ProducerRecord<>("good", partition, "key", 1), TIMEOUT);
        } catch (SendRejectedException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(e).hasMessageContaining("no partition " + partition);
            return;
        }
        throw new AssertionError("not refused");
    }

    /** A value that JSON cannot express, with data of the caller in it. */
    public static class Unwritable {

        private final String data;

        Unwritable(String data) {
            this.data = data;
        }

        public Object getValue() {
            throw new IllegalStateException(data);
        }
    }

    @Provide
    Arbitrary<String> data() {
        return Arbitraries.strings().ascii().ofMinLength(12).ofMaxLength(40).map(text -> "data-of-a-payment:" + text);
    }

    @Property(tries = 1000)
    void valuesThatCannotBeWrittenAreRefusedWithoutTheirData(@ForAll("data") String data) {
        for (Object value : List.of(new Unwritable(data), Map.of(data, new Unwritable(data)), List.of(new Unwritable(data)))) {
            try {
                producer.send("good", value);
            } catch (ValueSerializationException e) {
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(e.getMessage()).doesNotContain("data-of-a-payment");
                assertThat(e).hasNoCause();
                continue;
            }
            throw new AssertionError("not refused");
        }
    }

    @Provide
    Arbitrary<byte[]> tooLarge() {
        return Arbitraries.integers().between(1_100_000, 1_300_000).map(byte[]::new);
    }

    @Property(tries = 500)
    void headersThatMakeTheRecordTooLargeAreRefused(@ForAll("tooLarge") byte[] header) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("large", header);
        try {
            producer.send(new ProducerRecord<>("good", null, "key", 1, headers), TIMEOUT);
        } catch (SendRejectedException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
            return;
        }
        throw new AssertionError("not refused");
    }
}
