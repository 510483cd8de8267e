package io.quarkiverse.kafkaproducer.runtime.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.failure.Cause;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;

/** Tells from a Kafka client's metrics whether it works, and why it does not get on. */
final class ClientHealth {

    /** A client that does not work is silent; a broker that does not answer is left after {@code request.timeout.ms}. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    /** The splits between two looks that are a sign of trouble. One split may be right; many a second are not. */
    private static final long SPLITS_A_LOOK = 3;
    private static final List<String> SIGNS_OF_LIFE = List.of("request-total", "response-total", "connection-close-total",
            "connection-creation-total", "record-retry-total", "record-error-total", "batch-split-total");

    private final ClientMetrics metrics;
    private final ClientProperties properties;
    private final KafkaClient.Listener listener;
    private final ClientLog log;

    // ---- of the thread that diagnoses

    private double signs = -1;
    private long signsChanged;
    private long lastSilentLook;
    private double splits;
    private double refusals;
    private long lastLook;
    /** The time when it was first seen that there is no connection, by {@link System#nanoTime()}; 0 while there is one. */
    private volatile long lostSince;
    /** The number of connections that had been made by then. */
    private volatile double madeBeforeLoss;

    ClientHealth(ClientMetrics metrics, ClientProperties properties, KafkaClient.Listener listener, ClientLog log) {
        this.log = log;
        this.metrics = metrics;
        this.properties = properties;
        this.listener = listener;
    }

    // ---- whether it works

    /** Returns whether the brokers have refused to let the client in since this was asked last. */
    boolean hasBeenRefused() {
        double before = refusals;
        refusals = metrics.value("failed-authentication-total");
        return refusals > before;
    }

    /** Returns why the client has to be replaced, null if it works. Called about once a second while records are in flight. */
    Exception diagnose(long now) {
        Thread network = listener.networkThread();
        if (network != null && !network.isAlive()) {
            return new KafkaException("The network thread of the Kafka client has died");
        }
        Exception tooLarge = batchesTooLarge(now);
        return tooLarge != null ? tooLarge : silent(now);
    }

    private Exception batchesTooLarge(long now) {
        double splitsNow = metrics.value("batch-split-total");
        double more = splitsNow - splits;
        splits = splitsNow;
        boolean soon = now - lastLook < 2 * TimeUnit.SECONDS.toNanos(1);
        lastLook = now;
        return more >= SPLITS_A_LOOK && soon ? new BatchesTooLargeException(properties.batchSize()) : null;
    }

    /** A client that is at work sends, or reconnects, or gives up within {@code request.timeout.ms}. */
    private Exception silent(long now) {
        double signsNow = 0;
        for (String sign : SIGNS_OF_LIFE) {
            signsNow += metrics.value(sign);
        }
        if (signsNow != signs || now - lastSilentLook > PATIENCE) {
            // it may have been at rest since it was looked at last
            signs = signsNow;
            signsChanged = now;
        }
        lastSilentLook = now;
        long silence = now - signsChanged;
        boolean connected = metrics.value("connection-count") > 0;
        return connected && silence > properties.requestTimeout().toNanos() + PATIENCE
                ? new KafkaException("The Kafka client has records to send, and has not done anything for "
                        + TimeUnit.NANOSECONDS.toSeconds(silence) + " s")
                : null;
    }

    // ---- why it does not get on

    Wait waitForMetadata(String topic, TopicMetadata metadata) {
        Wait wait = Wait.metadata(topic);
        Cause trouble = connectionTrouble();
        if (trouble == null && metadata.error() != null && KafkaErrors.isMissingTopic(metadata.error())) {
            trouble = Cause.topicDoesNotExist(topic, servers());
        }
        return trouble == null ? wait : wait.because(trouble);
    }

    Wait waitForAcknowledgment(String topic, List<PartitionInfo> partitions) {
        Cause cause = metrics.areThere() ? causeOfDelay(topic, partitions) : null;
        return cause == null ? Wait.ACKNOWLEDGMENT : Wait.ACKNOWLEDGMENT.because(cause);
    }

    private Cause causeOfDelay(String topic, List<PartitionInfo> partitions) {
        Cause trouble = connectionTrouble();
        if (trouble != null) {
            return trouble;
        }
        if (metrics.value("batch-split-total") > 0) {
            return Cause.batchTooLarge(properties.batchSize());
        }
        List<Integer> leaderless = partitions.stream().filter(one -> isNone(one.leader())).map(PartitionInfo::partition)
                .toList();
        if (!leaderless.isEmpty()) {
            return Cause.noLeader(topic, leaderless);
        }
        for (PartitionInfo partition : partitions) {
            Node leader = partition.leader();
            if (!metrics.hasReached(leader.id())) {
                return Cause.leaderNotReachable(leader.host() + ":" + leader.port(), partition.partition(), topic,
                        log.trouble());
            }
        }
        if (log.lacksReplicas(topic)) {
            return Cause.tooFewReplicas(topic);
        }
        double throttled = metrics.value("produce-throttle-time-avg");
        return throttled > 0 ? Cause.throttled(Math.round(throttled)) : null;
    }

    /** Returns what to say of brokers that close connections before they have answered; null if they do not. */
    Cause closesConnections() {
        return hasHeard() || metrics.value("connection-close-total") <= 1 || metrics.value("connection-creation-total") == 0
                ? null
                : Cause.connectionsClosed(servers(), properties.securityProtocol());
    }

    /** Returns what to say where it is known that there is no connection. */
    Cause noConnection() {
        Cause trouble = connectionTrouble();
        if (trouble != null) {
            return trouble;
        }
        return hasHeard() ? Cause.connectionLost(servers(), Duration.ZERO, log.trouble())
                : Cause.neverConnected(servers(), log.trouble());
    }

    private static boolean isNone(Node leader) {
        return leader == null || leader.isEmpty();
    }

    /** Returns whether any broker has ever answered. */
    private boolean hasHeard() {
        return listener.networkThread() != null;
    }

    /** Returns null if there is a connection, or if nothing is known yet. */
    private Cause connectionTrouble() {
        double made = metrics.value("connection-creation-total");
        if (!hasConnected(made)) {
            return Cause.neverConnected(servers(), log.trouble());
        }
        Cause closes = closesConnections();
        if (closes != null) {
            return closes;
        }
        long since = lostSince;
        // attempts count as connections, for a moment
        if (!hasHeard() || metrics.value("connection-count") > 0 && (since == 0 || made > madeBeforeLoss)) {
            lostSince = 0;
            log.connected();
            return null;
        }
        long now = System.nanoTime();
        if (since == 0) {
            madeBeforeLoss = made;
            lostSince = now;
            since = now;
        }
        return Cause.connectionLost(servers(), Duration.ofNanos(now - since), log.trouble());
    }

    /** A client without metrics, a mock, has no connections to speak of. */
    private boolean hasConnected(double made) {
        return made > 0 || !metrics.areThere();
    }

    private String servers() {
        return properties.bootstrapServers();
    }
}
