package io.quarkiverse.kafkaproducer.runtime.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class SendStreamTest {

    private static final int RECORDS = 100;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final MockProducer<Object, byte[]> client = new MockProducer<>(true, null, (topic, key) -> null,
            new ByteArraySerializer()) {
        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }
    };
    private final ProducerRuntime open = new ProducerRuntime(settings(), properties -> callbacks -> client,
            (topic, headers, value) -> new byte[1], new Counting(), worker);
    private final ReactiveProducer producer = new MutinyProducer(open.path(), open::transactions, open.completions());

    /** Counts the records that were acknowledged, as footprints and metrics do. */
    private final class Counting implements SendObserver {

        @Override
        public void acknowledged(Submission submission, RecordMetadata metadata) {
            acknowledged.incrementAndGet();
        }

        @Override
        public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        }

        @Override
        public void failed(Submission submission, SendException failure) {
        }

        @Override
        public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        }

        @Override
        public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        }
    }

    private static ProducerSettings settings() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class)
                .withDefaultValue("quarkus.kafka-producer.close-timeout", "0S").addDiscoveredConverters().build()
                .getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092"));
    }

    @AfterEach
    void close() {
        open.close();
        worker.shutdown();
    }

    @Test
    void resultsThatNobodyTookAreToldAfterACancel() {
        AssertSubscriber<SendResult> subscriber = producer.sendAll(records()).subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        await().atMost(BOUND).until(() -> client.history().size() == RECORDS && acknowledged.get() == 1);

        subscriber.cancel();

        await().atMost(BOUND).untilAsserted(() -> assertThat(acknowledged).hasValue(RECORDS));
        assertThat(subscriber.getItems()).hasSize(1);
    }

    @Test
    void resultsAreToldAsTheyAreTaken() {
        AssertSubscriber<SendResult> subscriber = producer.sendAll(records()).subscribe()
                .withSubscriber(AssertSubscriber.create(10));
        subscriber.awaitItems(10, BOUND);

        subscriber.request(RECORDS);

        subscriber.awaitCompletion(BOUND);
        assertThat(acknowledged).hasValue(RECORDS);
        assertThat(subscriber.getItems()).hasSize(RECORDS).allMatch(result -> result.failure() == null);
    }

    private static Multi<ProducerRecord<?, ?>> records() {
        return Multi.createFrom().range(0, RECORDS).map(number -> new ProducerRecord<>("orders", number));
    }
}
