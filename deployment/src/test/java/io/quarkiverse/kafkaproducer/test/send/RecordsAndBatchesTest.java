package io.quarkiverse.kafkaproducer.test.send;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.BatchSendException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.test.QuarkusUnitTest;

class RecordsAndBatchesTest {

    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    /** The key's first character decides, which only a partitioner that sees the key as it was given can tell. */
    public static class ByFirstCharacter implements Partitioner {

        @Override
        public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            return key instanceof String text ? text.charAt(0) - '0' : 0;
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Knot.class, ByFirstCharacter.class)
            .overrideConfigKey("quarkus.kafka-producer.properties.\"partitioner.class\"", ByFirstCharacter.class.getName())
            .setBeforeAllCustomizer(() -> List.of("partitions", "partitioner", "one-of-three").forEach(
                    topic -> SharedBroker.createTopic(topic, 3)))
            .setLogRecordPredicate(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName()))
            .assertLogRecords(RecordsAndBatchesTest::assertFootprints);

    @Inject
    Producer producer;

    @Test
    void headersPartitionAndTimestampArriveAndTheRecordStaysAsItWas() {
        ProducerRecord<String, Object> record = new ProducerRecord<>("partitions", 2, 1_700_000_000_000L, "key", "value");
        record.headers().add("source", "tést".getBytes(StandardCharsets.UTF_8)).add("empty", null);

        RecordMetadata metadata = producer.send(record);
        record.headers().add("still", "writable".getBytes(StandardCharsets.UTF_8));

        assertThat(metadata.partition()).isEqualTo(2);
        ConsumerRecord<byte[], byte[]> read = TopicReader.readOnly("partitions");
        assertThat(read.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(text(read.key())).isEqualTo("key");
        assertThat(text(read.value())).isEqualTo("\"value\"");
        assertThat(read.headers().toArray()).extracting(header -> header.key() + "=" + text(header.value()))
                .containsExactly("source=tést", "empty=null");
    }

    @Test
    void aPartitionThatTheTopicDoesNotHaveIsRefusedAtOnce() {
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>("one-of-three", 3, "key", 1)))
                .isInstanceOfSatisfying(SendRejectedException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT))
                .hasMessageContaining("no partition 3").hasMessageContaining("0 to 2");
    }

    @Test
    void keysOfOtherTypesAreRefused() {
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>("partitions", 42L, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.lang.Long");
        assertThatThrownBy(() -> producer.send((ProducerRecord<?, ?>) null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCustomPartitionerSeesTheKeyAsItWasGiven() {
        assertThat(producer.send("partitioner", 1, "1-key").partition()).isEqualTo(1);
        assertThat(producer.send("partitioner", 1, "2-key").partition()).isEqualTo(2);
        assertThat(producer.send("partitioner", 1, "2-key".getBytes(StandardCharsets.UTF_8)).partition()).isZero();
    }

    @Test
    void sendAllGivesTheMetadataInTheRecordsOrder() {
        List<ProducerRecord<String, Object>> records = IntStream.range(0, 1000)
                .mapToObj(i -> new ProducerRecord<String, Object>(i % 2 == 0 ? "even" : "odd", "0-key", i)).toList();

        List<RecordMetadata> metadata = producer.sendAll(records);

        assertThat(metadata).extracting(RecordMetadata::offset)
                .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(i -> (long) i / 2).toList());
        assertThat(TopicReader.read("odd")).extracting(record -> text(record.value())).containsExactlyElementsOf(
                IntStream.range(0, 1000).filter(i -> i % 2 == 1).mapToObj(String::valueOf).toList());
        assertThat(producer.sendAll(List.of())).isEmpty();
    }

    @Test
    void oneFailureDoesNotStopTheRestAndEachIsAccountedFor() {
        List<ProducerRecord<String, Object>> records = List.of(new ProducerRecord<>("partly", "0", 1),
                new ProducerRecord<>("partly", "0", new Knot()), new ProducerRecord<>("partly", 5, "0", 3),
                new ProducerRecord<>("partly", "0", 4));

        BatchSendException failure = catchThrowableOfType(BatchSendException.class, () -> producer.sendAll(records));

        assertThat(failure.results()).extracting(SendResult::acknowledged).containsExactly(true, false, false, true);
        assertThat(failure.results()).extracting(result -> (Object) result.record())
                .containsExactlyElementsOf(new ArrayList<Object>(records));
        assertThat(failure.results().get(1).failure()).isInstanceOf(ValueSerializationException.class);
        assertThat(failure.results().get(2).failure()).isInstanceOf(SendRejectedException.class);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageStartingWith("2 of 4 records were not acknowledged");
        assertThat(TopicReader.read("partly")).extracting(record -> text(record.value())).containsExactly("1", "4");
    }

    @Test
    void nothingOfABatchIsSentWhenARecordIsNotLegal() {
        producer.send("all-or-nothing", "before", "0");
        assertThatThrownBy(() -> producer.sendAll(List.of(new ProducerRecord<>("all-or-nothing", "0", 1),
                new ProducerRecord<>("a b", "0", 2)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> producer.sendAll(Arrays.asList(new ProducerRecord<>("all-or-nothing", "0", 1), null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TopicReader.read("all-or-nothing")).hasSize(1);
    }

    private static void assertFootprints(List<LogRecord> records) {
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage()).contains(
                "1000 messages have been sent to even, odd",
                "2 messages have been sent to partly",
                "Failed to send message to topic partly");
    }
}
