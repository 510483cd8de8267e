package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A timeout says what was waited for. */
class DelayCauseTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Map<String, String> SETTINGS = Map.of("close-timeout", "100MS");

    private static SendTimeoutException timeout(Rig rig, String topic) {
        return catchThrowableOfType(SendTimeoutException.class, () -> rig.blocking().send(topic, "x", TIMEOUT));
    }

    @Test
    void aTopicThatDoesNotExistAndABrokerThatHasGone() {
        try (KafkaCluster kafka = KafkaCluster.builder().property("auto.create.topics.enable", "false").start();
                Rig rig = new Rig(kafka.bootstrapServers(), SETTINGS)) {
            SendTimeoutException missing = timeout(rig, "missing");
            assertThat(missing).hasMessageContaining("metadata of topic missing; the topic does not exist on "
                    + kafka.bootstrapServers());
            assertThat(missing.outcome()).isEqualTo(Outcome.NOT_SENT);

            kafka.node(0).kill();

            assertThat(timeout(rig, "missing")).hasMessageContaining("the connection to " + kafka.bootstrapServers()
                    + " was lost");
        }
    }

    @Test
    void aListenerThatExpectsAnotherProtocol() {
        try (KafkaCluster kafka = KafkaCluster.builder().plainUser("app", "secret").start();
                Rig rig = new Rig(kafka.bootstrapServers("SASL_PLAINTEXT"), SETTINGS)) {
            assertThat(timeout(rig, "orders"))
                    .hasMessageContaining("closes every connection: is security-protocol, which is PLAINTEXT,");
        }
    }

    @Test
    void anAddressWhereNobodyListens() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (Rig rig = new Rig("localhost:" + free, SETTINGS)) {
            assertThat(timeout(rig, "orders"))
                    .hasMessageContaining("no connection to localhost:" + free + " could be established");
        }
    }
}
