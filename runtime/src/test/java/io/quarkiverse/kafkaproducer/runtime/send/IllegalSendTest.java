package io.quarkiverse.kafkaproducer.runtime.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.smallrye.config.SmallRyeConfigBuilder;

class IllegalSendTest {

    private final AtomicInteger failures = new AtomicInteger();
    private final SendObserver observer = new SendObserver() {
        @Override
        public void acknowledged(Submission submission, RecordMetadata metadata) {
        }

        @Override
        public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        }

        @Override
        public void failed(Submission submission, SendException failure) {
            failures.incrementAndGet();
        }

        @Override
        public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        }

        @Override
        public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        }
    };
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ProducerRuntime open = new ProducerRuntime(settings(),
            properties -> callbacks -> new MockProducer<>(true, null, (topic, key) -> null, new ByteArraySerializer()),
            (topic, headers, value) -> new byte[1], observer, worker);

    private static ProducerSettings settings() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class).addDiscoveredConverters()
                .build().getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092"));
    }

    @AfterEach
    void close() {
        open.close();
        worker.shutdown();
    }

    @Test
    void whatIsNotLegalIsNoSendSoItIsNotToldOfAndGivesNoRoomBack() {
        ReactiveProducer producer = new MutinyProducer(open.path(), open::transactions, Runnable::run);

        assertThatThrownBy(() -> producer.send("no topic", 1).await().indefinitely())
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(failures).hasValue(0);
        assertThat(open.pendingRecords()).isZero();
        assertThat(open.pendingBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\ud800", "a\udc00", "\udc00\ud800", "\ud83d\ude00\ud83d" })
    void textThatUtf8CannotWriteIsNoKeyAndNoNameOfAHeader(String text) {
        ReactiveProducer producer = new MutinyProducer(open.path(), open::transactions, Runnable::run);
        ProducerRecord<String, Object> record = new ProducerRecord<>("orders", 1);
        record.headers().add(text, new byte[0]);

        assertThatThrownBy(() -> producer.send("orders", 1, text).await().indefinitely())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("The key has half a character at index \\d .*");
        assertThatThrownBy(() -> producer.send(record).await().indefinitely())
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("The name of a header has half a char");
    }

    @Test
    void wholeCharactersAreAKeyWhateverTheyAre() {
        assertThatCode(() -> RecordCheck.check(new ProducerRecord<>("orders", "\ud83d\ude00 \uffff\u0000", 1)))
                .doesNotThrowAnyException();
    }

    @Test
    void aVeryLongTopicIsNotRepeatedAsAWhole() {
        ReactiveProducer producer = new MutinyProducer(open.path(), open::transactions, Runnable::run);

        assertThatThrownBy(() -> producer.send("t".repeat(900_000), 1).await().indefinitely())
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(1_000));
    }
}
