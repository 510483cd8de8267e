package io.quarkiverse.kafkaproducer.runtime.client;

import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logmanager.ExtLogRecord;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/**
 * Remembers what a Kafka client logs about its connections, and about partitions that lack replicas: the client tells it
 * nowhere else. It only completes messages, so nothing is wrong where Kafka's log is switched off or worded otherwise.
 */
public final class ClientLog {

    private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";
    private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";

    private static final Pattern LINE = Pattern.compile("\\[Producer clientId=(.*?)(?:, transactionalId=.*?)?] (.*)",
            Pattern.DOTALL);
    private static final Pattern NOT_ESTABLISHED = Pattern
            .compile("Connection to node \\S+ \\((.+?)\\) could not be established.*");
    private static final Pattern ENDED_EARLY = Pattern
            .compile("Connection to node \\S+ \\((.+?)\\) terminated during authentication.*");
    private static final Pattern NOT_ANSWERED = Pattern.compile("Disconnecting from node (\\S+) due to request timeout.*");
    private static final Pattern NOT_ACCEPTED = Pattern
            .compile("Disconnecting from node (\\S+) due to socket connection setup timeout.*", Pattern.DOTALL);
    private static final Pattern CLOSED = Pattern.compile("Node (\\S+) disconnected\\.");
    private static final Pattern NOT_TRIED = Pattern.compile("Error connecting to node (\\S+).*");
    private static final Pattern TOO_FEW_REPLICAS = Pattern
            .compile("Got error produce response .* on topic-partition (\\S+)-\\d+, retrying .*NOT_ENOUGH_REPLICAS.*");

    /** The client tries again, and logs it, more than once a second. */
    private static final long TRUSTED = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_TOPICS = 100;

    private static final Map<String, ClientLog> CLIENTS = new ConcurrentHashMap<>();

    private final String clientId;
    private final Map<String, Long> topicsWithoutReplicas = new ConcurrentHashMap<>();
    private volatile String trouble;

    private ClientLog(String clientId) {
        this.clientId = clientId;
    }

    /** Listens to the client with this id, until {@link #close}. */
    static ClientLog of(String clientId) {
        ClientLog log = new ClientLog(clientId);
        CLIENTS.put(clientId, log);
        return log;
    }

    void close() {
        CLIENTS.remove(clientId, this);
    }

    /** Returns why there is no connection; null if nothing has been logged since there was one. */
    String trouble() {
        return trouble;
    }

    /** Called when there is a connection. */
    void connected() {
        trouble = null;
    }

    /** Returns whether brokers have just refused records of a topic because too few replicas are in sync. */
    boolean lacksReplicas(String topic) {
        Long since = topicsWithoutReplicas.get(topic);
        return since != null && System.nanoTime() - since < TRUSTED;
    }

    /** Takes in a line of a log, of whatever logger. Safe for any thread. */
    public static void heard(LogRecord record) {
        String logger = record.getLoggerName();
        if (!(record instanceof ExtLogRecord line) || !NETWORK.equals(logger) && !SENDER.equals(logger)) {
            return;
        }
        String text = line.getFormattedMessage();
        Matcher ofClient = LINE.matcher(text == null ? "" : text);
        ClientLog log = ofClient.matches() ? CLIENTS.get(ofClient.group(1)) : null;
        if (log != null) {
            log.heard(ofClient.group(2), record.getThrown());
        }
    }

    private void heard(String text, Throwable thrown) {
        Matcher topic = TOO_FEW_REPLICAS.matcher(text);
        if (topic.matches()) {
            if (topicsWithoutReplicas.size() >= MOST_TOPICS) {
                topicsWithoutReplicas.clear();
            }
            topicsWithoutReplicas.put(topic.group(1), System.nanoTime());
            return;
        }
        String heard = ofConnection(text, thrown);
        if (heard != null) {
            trouble = Quoted.escape(heard);
        }
    }

    private static String ofConnection(String text, Throwable thrown) {
        Matcher matcher = NOT_ESTABLISHED.matcher(text);
        if (matcher.matches()) {
            return address(matcher.group(1)) + " accepts no connection";
        }
        matcher = ENDED_EARLY.matcher(text);
        if (matcher.matches()) {
            return address(matcher.group(1)) + " closed the connection during authentication";
        }
        matcher = NOT_ANSWERED.matcher(text);
        if (matcher.matches()) {
            return broker(matcher.group(1)) + " did not answer a request in time";
        }
        matcher = NOT_ACCEPTED.matcher(text);
        if (matcher.matches()) {
            return broker(matcher.group(1)) + " did not answer the attempt to connect";
        }
        matcher = CLOSED.matcher(text);
        if (matcher.matches()) {
            return broker(matcher.group(1)) + " closed the connection";
        }
        matcher = NOT_TRIED.matcher(text);
        if (matcher.matches() && thrown != null) {
            return matcher.group(1) + (RootCause.of(thrown) instanceof UnknownHostException ? " cannot be resolved"
                    : " cannot be connected to: " + RootCause.messageOf(thrown));
        }
        return null;
    }

    /** {@code localhost/127.0.0.1:9092}, or without the name before it. */
    private static String address(String logged) {
        return logged.startsWith("/") ? logged.substring(1) : logged;
    }

    /** The servers that the client was given have negative ids. */
    private static String broker(String node) {
        return node.startsWith("-") ? "the broker" : "broker " + node;
    }
}
