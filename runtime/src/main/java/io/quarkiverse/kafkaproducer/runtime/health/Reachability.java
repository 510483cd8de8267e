package io.quarkiverse.kafkaproducer.runtime.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.failure.Cause;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;

/**
 * Tells whether the brokers of one producer can be reached, as far as its Kafka clients know: nothing is asked over the
 * network. A client that loses its connection, or makes one, asks for metadata at once, and tries again until it gets them. So
 * it can reach its brokers if it is connected and has heard something since its connections changed.
 */
public final class Reachability {

    private final ProducerRuntime producer;
    private final Map<KafkaClient, Heard> heard = new WeakHashMap<>();

    public Reachability(ProducerRuntime producer) {
        this.producer = producer;
    }

    /** Why they cannot be reached; null if they can, or if nothing is known of them since nothing was sent. */
    public synchronized String problem() {
        List<String> problems = new ArrayList<>();
        for (Connection connection : producer.connections()) {
            KafkaClient client = connection.client();
            if (client != null) {
                Cause problem = connection.refusal();
                if (problem == null) {
                    problem = heard.computeIfAbsent(client, Heard::new).problem(connection);
                }
                if (problem == null) {
                    // they are the same brokers for all clients of the producer
                    return null;
                }
                problems.add(problem.text(producer.settings().names()));
            } else if (connection.refusal() != null) {
                problems.add(connection.refusal().text(producer.settings().names()));
            } else if (connection.lastFailure() != null) {
                problems.add(connection.lastFailure().getMessage());
            }
        }
        return problems.isEmpty() ? null : problems.get(0);
    }

    /** The figures of a client at the previous check. */
    private final class Heard {

        private final KafkaClient client;
        private double received;
        private double made;
        private double lost;
        private long since = System.nanoTime();
        private boolean silent;

        private Heard(KafkaClient client) {
            this.client = client;
        }

        private Cause problem(Connection connection) {
            Cause closes = client.closesConnections();
            if (closes != null) {
                return closes;
            }
            String servers = String.valueOf(connection.properties().bootstrapServers());
            double receivedNow = client.measure("incoming-byte-total");
            double madeNow = client.measure("connection-creation-total");
            double lostNow = client.measure("connection-close-total");
            boolean connected = client.measure("connection-count") > 0;
            boolean heardOfIt = receivedNow > received;
            boolean unchanged = received > 0 && madeNow == made && lostNow == lost;
            if (!connected || !heardOfIt && !unchanged) {
                return client.noConnection();
            }
            received = receivedNow;
            made = madeNow;
            lost = lostNow;
            return heardOfIt ? speaks() : listens(servers);
        }

        private Cause speaks() {
            since = System.nanoTime();
            silent = false;
            return null;
        }

        /** A host that has gone without a word, or stands still, leaves its connections open. */
        private Cause listens(String servers) {
            int waiting = producer.pendingRecords();
            if (waiting == 0 && !silent) {
                since = System.nanoTime();
                return null;
            }
            Duration silence = Duration.ofNanos(System.nanoTime() - since);
            silent = silent || silence.compareTo(producer.settings().timeout()) > 0;
            return silent ? Cause.noAnswer(servers, silence) : null;
        }
    }
}
