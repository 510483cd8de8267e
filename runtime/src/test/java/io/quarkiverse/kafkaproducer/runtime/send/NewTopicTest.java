package io.quarkiverse.kafkaproducer.runtime.send;

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
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Looks at the records that reach the client before any is acknowledged, which a real broker does not allow. */
class NewTopicTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final MockProducer<Object, byte[]> client = new MockProducer<>(false, null, (topic, key) -> null,
            new ByteArraySerializer()) {
        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }
    };
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ProducerRuntime open = new ProducerRuntime(settings(), properties -> metadataArrived -> client,
            (topic, headers, value) -> new byte[1], SendObserver.NONE, worker);
    private final ReactiveProducer producer = new MutinyProducer(open.path(), open::transactions, open.completions());
    private final AtomicInteger acknowledged = new AtomicInteger();

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

    private void send(String topic) {
        producer.send(topic, 1).subscribe().with(metadata -> acknowledged.incrementAndGet());
    }

    private long given(String topic) {
        return client.history().stream().map(ProducerRecord::topic).filter(topic::equals).count();
    }

    @Test
    void itGetsOneRecordAtATimeUntilItHasProvedToBeThere() {
        for (int i = 0; i < 3; i++) {
            send("new");
        }
        send("another");

        // each topic has its turn: those of the first would have been given by now
        await().atMost(BOUND).until(() -> given("another") == 1);
        assertThat(given("new")).isEqualTo(1);
        await().atMost(BOUND).until(() -> {
            client.completeNext();
            return acknowledged.get() == 4;
        });
    }

    @Test
    void itIsRememberedHoweverManyTopicsThereAreWhileTheClientHasARecordOfIt() {
        send("new");
        for (int i = 0; i < 2_000; i++) {
            send("one-of-many-" + i);
        }
        await().atMost(BOUND).until(() -> client.history().size() == 2_001);
        // the last of so many would be the first to be forgotten
        send("one-of-many-1999");
        send("another");

        await().atMost(BOUND).until(() -> given("another") == 1);
        assertThat(given("one-of-many-1999")).isEqualTo(1);
    }
}
