package io.quarkiverse.kafkaproducer.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.failure.WaitReason;
import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;
import io.smallrye.config.SmallRyeConfigBuilder;

class ClientHealthTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final TopicMetadata NOTHING_KNOWN = TopicMetadata.missing(null);

    private final MockProducer<Object, byte[]> producer = new MockProducer<>(true, null, (topic, key) -> null,
            new ByteArraySerializer());
    private final Map<String, Double> values = new HashMap<>();
    private final ClientProperties properties = ProducerSettings.of(ProducersConfig.DEFAULT_NAME,
            new SmallRyeConfigBuilder().withMapping(ProducersConfig.class).addDiscoveredConverters().build()
                    .getConfigMapping(ProducersConfig.class),
            Map.of("bootstrap.servers", "localhost:9092", "request.timeout.ms", "2000")).client();
    private final KafkaClient.Listener listener = new KafkaClient.Listener(properties, () -> {
    }, () -> true);
    private ClientHealth health;
    private long now;

    @BeforeEach
    void makeClient() {
        say("buffer-available-bytes", 1);
        health = new ClientHealth(new ClientMetrics(producer, properties.clientId()), properties, listener);
    }

    private void say(String metric, double value) {
        values.put(metric, value);
        MetricName name = new MetricName(metric, "producer-metrics", "", Map.of("client-id", properties.clientId()));
        producer.setMockMetrics(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return values.get(metric);
            }
        });
    }

    private void connect() {
        say("connection-creation-total", 1);
        say("connection-count", 1);
        say("request-total", 5);
        listener.metadataArrived();
    }

    private Exception diagnoseAfter(int seconds) {
        Exception broken = null;
        for (int i = 0; i < seconds && broken == null; i++) {
            now += SECOND;
            broken = health.diagnose(now);
        }
        return broken;
    }

    @Test
    void aClientThatDoesNothingForLongerThanTheRequestTimeoutIsBroken() {
        connect();

        assertThat(diagnoseAfter(6)).isNull();
        assertThat(diagnoseAfter(4)).hasMessageContaining("has not done anything for");
    }

    @Test
    void aClientThatDoesAnythingIsNot() {
        connect();

        for (int i = 0; i < 20; i++) {
            say("request-total", i);
            assertThat(diagnoseAfter(1)).isNull();
        }
    }

    @Test
    void aClientThatReachesNobodyIsNot() {
        connect();
        say("connection-count", 0);

        assertThat(diagnoseAfter(30)).isNull();
    }

    @Test
    void aClientWhoseNetworkThreadHasEndedIsBroken() throws InterruptedException {
        Thread network = new Thread(listener::metadataArrived);
        network.start();
        network.join();

        assertThat(diagnoseAfter(1)).hasMessageContaining("network thread");
    }

    @Test
    void aClientThatSplitsItsBatchesAgainAndAgainGetsSmallerOnes() {
        connect();
        assertThat(diagnoseAfter(1)).isNull();
        say("batch-split-total", 1);
        assertThat(diagnoseAfter(1)).isNull();
        say("batch-split-total", 50);

        assertThat(diagnoseAfter(1)).isInstanceOfSatisfying(BatchesTooLargeException.class,
                tooLarge -> assertThat(tooLarge.smallerBatchSize()).isEqualTo(properties.batchSize() / 4));
    }

    @Test
    void aConnectionThatIsLostStaysSoWhileTheClientOnlyTriesToConnect() {
        connect();
        assertThat(health.waitForMetadata("orders", NOTHING_KNOWN).reason()).isEqualTo(WaitReason.METADATA);
        say("connection-count", 0);
        assertThat(health.waitForMetadata("orders", NOTHING_KNOWN).reason()).isEqualTo(WaitReason.CONNECTION_LOST);

        // an attempt is a connection for a moment
        say("connection-count", 1);
        assertThat(health.waitForMetadata("orders", NOTHING_KNOWN).reason()).isEqualTo(WaitReason.CONNECTION_LOST);

        say("connection-creation-total", 2);
        assertThat(health.waitForMetadata("orders", NOTHING_KNOWN).reason()).isEqualTo(WaitReason.METADATA);
    }
}
