package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A timeout says what was waited for. */
class DelayCauseTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.of("close-timeout", "100MS");

    private static SendTimeoutException timeout(ProducerUnderTest tested, String topic) {
        return catchThrowableOfType(SendTimeoutException.class, () -> tested.blocking().send(topic, "x", TIMEOUT));
    }

    @Test
    void aTopicThatDoesNotExistAndABrokerThatHasGone() {
        try (KafkaCluster kafka = KafkaCluster.builder().property("auto.create.topics.enable", "false").start();
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers(), SETTINGS)) {
            SendTimeoutException missing = timeout(tested, "missing");
            assertThat(missing).hasMessageContaining("metadata of topic missing; topic 'missing' does not exist on "
                    + kafka.bootstrapServers() + ": create it, or correct its name");
            assertThat(missing.outcome()).isEqualTo(Outcome.NOT_SENT);

            kafka.node(0).kill();

            assertThat(timeout(tested, "missing")).hasMessageContaining("the connection to " + kafka.bootstrapServers()
                    + " was lost");
        }
    }

    @Test
    void aListenerThatExpectsAnotherProtocol() {
        try (KafkaCluster kafka = KafkaCluster.builder().plainUser("app", "secret").start();
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers("SASL_PLAINTEXT"), SETTINGS)) {
            assertThat(timeout(tested, "orders"))
                    .hasMessageContaining("closes every connection: set quarkus.kafka-producer.security-protocol, which "
                            + "is PLAINTEXT, to the protocol of the listener");
        }
    }

    @Test
    void anAddressWhereNobodyListens() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (ProducerUnderTest tested = new ProducerUnderTest("localhost:" + free, SETTINGS)) {
            assertThat(timeout(tested, "orders"))
                    .hasMessageContaining("no connection to localhost:" + free + " could be established");
        }
    }

    @Test
    void aHostNameThatCannotBeResolved() {
        try (ProducerUnderTest tested = new ProducerUnderTest("kafka.invalid:9092", SETTINGS)) {
            SendRejectedException failure = catchThrowableOfType(SendRejectedException.class,
                    () -> tested.blocking().send("orders", "x"));

            assertThat(failure)
                    .hasMessageContaining("can be resolved: correct quarkus.kafka-producer.bootstrap-servers, or the DNS")
                    .hasMessageContaining("kafka.invalid:9092");
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        }
    }

    @Test
    void aBrokerWhoseAdvertisedAddressCannotBeReached() throws Exception {
        int[] ports = freePorts(3);
        // clients of the second listener are sent to where nobody listens
        try (KafkaCluster kafka = KafkaCluster.builder()
                .property("listeners", "PLAINTEXT://127.0.0.1:%d,OUTSIDE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(ports[0], ports[1], ports[2]))
                .property("advertised.listeners",
                        "PLAINTEXT://127.0.0.1:%d,OUTSIDE://127.0.0.1:1".formatted(ports[0]))
                .property("listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT")
                .property("controller.quorum.voters", "0@127.0.0.1:" + ports[2]).start();
                ProducerUnderTest tested = new ProducerUnderTest("127.0.0.1:" + ports[1], SETTINGS)) {
            Topics.create("127.0.0.1:" + ports[0], "advertised", 1, 1);

            assertThat(timeout(tested, "advertised")).hasMessageContaining("no connection to 127.0.0.1:1, which leads "
                    + "partition 0 of topic 'advertised', could be established").hasMessageEndingWith(
                            ": correct the broker's advertised.listeners, or open the way to it");
        }
    }

    private static int[] freePorts(int count) throws Exception {
        ServerSocket[] sockets = new ServerSocket[count];
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            sockets[i] = new ServerSocket(0);
            ports[i] = sockets[i].getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    @Test
    void aQuotaThatDelaysTheClient() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers(), SETTINGS)) {
            Map<String, String> everybody = new HashMap<>();
            everybody.put(ClientQuotaEntity.CLIENT_ID, null);
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(everybody),
                    List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1000.0))))).all().get(30, TimeUnit.SECONDS);
            String large = "x".repeat(100_000);

            // the broker may take a moment to go by it
            SendTimeoutException throttled = Awaitility.await().atMost(Duration.ofSeconds(30)).until(
                    () -> catchThrowableOfType(SendTimeoutException.class,
                            () -> tested.blocking().send("throttled", large, TIMEOUT)),
                    Objects::nonNull);

            assertThat(throttled).hasMessageContaining("a quota of the brokers delays the client");
        }
    }
}
