package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadBackTest {

    @RegisterExtension
    static final EmbeddedKafka KAFKA = new EmbeddedKafka();

    private final String topic = KAFKA.newTopic();
    private final Receipts receipts = new Receipts();

    private KafkaProducer<String, String> producer;
    private ReadBack readBack;

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", KAFKA.bootstrapServers()), new StringSerializer(),
                new StringSerializer());
        readBack = new ReadBack(Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "group.id", "application"));
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void recordsOfOthersInBetweenDoNotMatter() throws Exception {
        write(0, "a", "others 1");
        receipts.add(write(0, "a", "1"), "a", bytes("1"));
        write(0, "a", "others 2");
        receipts.add(write(0, "a", "2"), "a", bytes("2"));
        write(1, "a", "others 3");

        assertThat(readBack.compare(receipts)).isEqualTo(new ReadBack.Result(2, 2, 0, null, null));
    }

    @Test
    void aRecordThatIsNotWhatWasSentIsFound() throws Exception {
        receipts.add(write(0, "a", "1"), "a", bytes("1"));
        receipts.add(write(0, "a", "another value"), "a", bytes("2"));
        receipts.add(write(1, "another key", "3"), null, bytes("3"));

        ReadBack.Result result = readBack.compare(receipts);

        assertThat(result).isEqualTo(new ReadBack.Result(3, 1, 2, null, null));
        assertThat(result.asSent()).isFalse();
    }

    @Test
    void aRecordThatIsNoLongerThereIsMissed() throws Exception {
        for (int n = 0; n < 5; n++) {
            receipts.add(write(0, "a", "" + n), "a", bytes("" + n));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2))).all().get();
        }

        ReadBack.Result result = readBack.compare(receipts);

        assertThat(result).isEqualTo(new ReadBack.Result(5, 3, 0, null, null));
        assertThat(result.asSent()).isFalse();
    }

    @Test
    void aKeyInTwoPartitionsHasNoOrder() throws Exception {
        receipts.add(write(0, "a", "1"), "a", bytes("1"));
        receipts.add(write(1, "b", "2"), "b", bytes("2"));
        receipts.add(write(1, "a", "3"), "a", bytes("3"));

        ReadBack.Result result = readBack.compare(receipts);

        assertThat(result).isEqualTo(new ReadBack.Result(3, 3, 0, "a", null));
        assertThat(result.asSent()).isFalse();
    }

    @Test
    void aLaterRecordBeforeAnEarlierOneIsOutOfOrder() throws Exception {
        RecordMetadata first = write(0, "a", "1");
        RecordMetadata second = write(0, "a", "2");
        receipts.add(second, "a", bytes("2"));
        receipts.add(first, "a", bytes("1"));

        assertThat(readBack.compare(receipts)).isEqualTo(new ReadBack.Result(2, 2, 0, "a", null));
    }

    private RecordMetadata write(int partition, String key, String value) throws Exception {
        return producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
