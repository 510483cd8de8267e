package io.quarkiverse.kafkaproducer.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** A broker for the default producer, and a place for one that comes and goes. */
public class Brokers implements QuarkusTestResourceLifecycleManager {

    /** The port of the broker of the producer "unsteady", once a test has started it. */
    static final String UNSTEADY_PORT = "test.unsteady-port";

    /** Machines that build are busy. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private KafkaCluster steady;

    @Override
    public Map<String, String> start() {
        steady = KafkaCluster.builder().startTimeout(START_LIMIT).start();
        String port = String.valueOf(freePort());
        return Map.of("kafka.bootstrap.servers", steady.bootstrapServers(), UNSTEADY_PORT, port,
                "quarkus.kafka-producer.\"unsteady\".bootstrap-servers", "127.0.0.1:" + port,
                "quarkus.kafka-producer.\"unsteady\".timeout", "2S",
                "quarkus.kafka-producer.\"nowhere\".bootstrap-servers", "127.0.0.1:1");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        steady.close();
    }
}
