package io.quarkiverse.kafkaproducer.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.junit.jupiter.api.AfterEach;
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
    private final ClientLog log = ClientLog.of(properties.clientId());
    private ClientHealth health;
    private long now;

    @BeforeEach
    void makeClient() {
        say("buffer-available-bytes", 1);
        health = new ClientHealth(new ClientMetrics(producer, properties.clientId()), properties, listener, log);
    }

    @AfterEach
    void closeLog() {
        log.close();
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

    private void kafkaLogs(String logger, String text, Throwable thrown) {
        ExtLogRecord record = new ExtLogRecord(Level.WARNING, "[Producer clientId=" + properties.clientId() + "] " + text,
                FormatStyle.NO_FORMAT, "");
        record.setLoggerName("org.apache.kafka.clients." + logger);
        record.setThrown(thrown);
        ClientLog.heard(record);
    }

    private String waitForMetadata() {
        return health.waitForMetadata("orders", NOTHING_KNOWN).text(properties.names());
    }

    @Test
    void aClientThatHasNeverConnectedSaysWhatItHasTried() {
        assertThat(waitForMetadata()).isEqualTo("metadata of topic orders; no connection to localhost:9092 could be "
                + "established: start the broker, or correct quarkus.kafka-producer.bootstrap-servers");

        kafkaLogs("NetworkClient", "Connection to node -1 (localhost/127.0.0.1:9092) could not be established. "
                + "Node may not be available.", null);

        assertThat(waitForMetadata()).contains("could be established (localhost/127.0.0.1:9092 accepts no connection):");
    }

    @Test
    void aLostConnectionSaysWhy() {
        connect();
        say("connection-count", 0);
        kafkaLogs("NetworkClient", "Node 3 disconnected.", null);
        assertThat(waitForMetadata())
                .isEqualTo("metadata of topic orders; the connection to localhost:9092 was lost 0 s ago (broker 3 closed the "
                        + "connection)");

        kafkaLogs("NetworkClient", "Disconnecting from node 3 due to request timeout.", null);
        assertThat(waitForMetadata()).endsWith("(broker 3 did not answer a request in time)");
        kafkaLogs("NetworkClient", "Disconnecting from node -1 due to socket connection setup timeout. The timeout value is "
                + "10000 ms.", null);
        assertThat(waitForMetadata()).endsWith("(the broker did not answer the attempt to connect)");
        kafkaLogs("NetworkClient", "Error connecting to node kafka-3:9092 (id: 3 rack: null)",
                new IOException("Can't resolve address", new UnknownHostException("kafka-3")));
        assertThat(waitForMetadata()).endsWith("(kafka-3:9092 cannot be resolved)");

        say("connection-creation-total", 2);
        say("connection-count", 1);
        assertThat(waitForMetadata()).isEqualTo("metadata of topic orders");
        say("connection-count", 0);
        assertThat(waitForMetadata()).as("what was logged before").endsWith("was lost 0 s ago");
    }

    @Test
    void aTopicThatLacksReplicasSaysSo() {
        connect();
        kafkaLogs("producer.internals.Sender", "Got error produce response with correlation id 7 on topic-partition "
                + "orders-eu-0, retrying (2147483646 attempts left). Error: NOT_ENOUGH_REPLICAS", null);

        assertThat(health.waitForAcknowledgment("orders-eu", List.of()).reason()).isEqualTo(WaitReason.TOO_FEW_REPLICAS);
        assertThat(health.waitForAcknowledgment("orders", List.of()).reason()).isEqualTo(WaitReason.ACKNOWLEDGMENT);
    }

    @Test
    void brokersThatCloseConnectionsAskForAnotherProtocol() {
        say("connection-creation-total", 3);
        say("connection-close-total", 3);

        assertThat(waitForMetadata()).endsWith("localhost:9092 closes every connection: set "
                + "quarkus.kafka-producer.security-protocol, which is PLAINTEXT, to the protocol of the listener");
    }
}
