package io.quarkiverse.kafkaproducer.broker;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running Apache Kafka cluster of one or more nodes, each a broker and a controller (KRaft) in a child process of its own,
 * which listens on the loopback address only.
 *
 * <pre>{@code
 * try (KafkaCluster kafka = KafkaCluster.builder().start()) {
 *     properties.put("bootstrap.servers", kafka.bootstrapServers());
 * }
 * }</pre>
 *
 * The data are in a temporary directory. The nodes die and the directory is removed by {@link #close()}, at the end of this
 * JVM, and also if this JVM is killed; in this last case the directory remains only if no node was running.
 * <p>
 * Topics are created when they are first used. All methods may be called by any thread.
 */
public final class KafkaCluster implements AutoCloseable {

    static final String LOOPBACK = "127.0.0.1";
    static final String LOG = "broker.log";

    private static final int PORT_ATTEMPTS = 3;

    private final TemporaryDirectory directory;
    private final List<String> securityProtocols;
    private final List<KafkaNode> nodes;
    private final Optional<Thread> shutdownHook;
    private boolean closed;

    private KafkaCluster(ClusterOptions options, boolean endsWithJvm) {
        ClusterLauncher launcher = new ClusterLauncher(options);
        List<NodePorts> ports = launcher.choosePorts();
        directory = TemporaryDirectory.create();
        securityProtocols = options.securityProtocols();
        shutdownHook = endsWithJvm ? Optional.of(new Thread(this::close, "kafka-cluster-close")) : Optional.empty();
        try {
            nodes = launcher.nodes(ports, directory.path());
        } catch (RuntimeException e) {
            deleteDirectory(e);
            throw e;
        }
    }

    private static KafkaCluster start(ClusterOptions options, boolean endsWithJvm) {
        for (int attempt = 1;; attempt++) {
            KafkaCluster cluster = new KafkaCluster(options, endsWithJvm);
            try {
                cluster.start(options.startTimeout());
                return cluster;
            } catch (RuntimeException e) {
                cluster.closeAfter(e);
                if (!(e instanceof PortTakenException) || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void start(Duration timeout) {
        shutdownHook.ifPresent(Runtime.getRuntime()::addShutdownHook);
        Instant limit = Instant.now().plus(timeout);
        // All before the first is waited for: none gets ready without a majority.
        List<BrokerProcess> started = nodes.stream().map(KafkaNode::launch).toList();
        started.forEach(process -> process.awaitReady(Duration.between(Instant.now(), limit)));
    }

    /**
     * {@return what a new cluster is to be like}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the value of {@code bootstrap.servers} for clients with {@code security.protocol=PLAINTEXT}}
     */
    public String bootstrapServers() {
        return bootstrapServers("PLAINTEXT");
    }

    /**
     * {@return the value of {@code bootstrap.servers} for clients with that {@code security.protocol}}
     *
     * @param securityProtocol PLAINTEXT, SASL_PLAINTEXT, SSL or SASL_SSL
     * @throws IllegalArgumentException if the cluster has no such listener
     */
    public String bootstrapServers(String securityProtocol) {
        if (!securityProtocols.contains(securityProtocol)) {
            throw new IllegalArgumentException(
                    "No listener for " + securityProtocol + ", only for " + String.join(", ", securityProtocols));
        }
        return nodes.stream().map(node -> node.bootstrapServers(securityProtocol)).collect(joining(","));
    }

    /**
     * {@return the nodes in the order of their ids}
     */
    public List<KafkaNode> nodes() {
        return nodes;
    }

    /**
     * {@return the node with that id}
     *
     * @param id from 0
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public KafkaNode node(int id) {
        return nodes.get(id);
    }

    /**
     * {@return the temporary directory with the nodes' data and logs ({@code node-0/broker.log} and so on)}
     */
    public Path directory() {
        return directory.path();
    }

    /**
     * Ends the nodes at once and removes the directory. A second call does nothing.
     *
     * @throws UncheckedIOException if the directory could not be removed
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        nodes.forEach(KafkaNode::beginClose);
        nodes.forEach(KafkaNode::close);
        shutdownHook.ifPresent(KafkaCluster::removeShutdownHook);
        try {
            directory.delete();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory.path(), e);
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void deleteDirectory(RuntimeException failure) {
        try {
            directory.delete();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void removeShutdownHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down.
        }
    }

    /** Describes a new cluster. Without further calls it has one node on free ports, with a PLAINTEXT listener. */
    public static final class Builder {

        private final Map<String, String> properties = new LinkedHashMap<>();
        private final Map<String, String> plainUsers = new LinkedHashMap<>();
        private final Map<String, String> scramUsers = new LinkedHashMap<>();
        private final List<String> jvmOptions = new ArrayList<>();
        private int nodes = 1;
        private int port;
        private String host = LOOPBACK;
        private int partitions = 1;
        private ClusterOptions.Store keyStore;
        private ClusterOptions.Store trustStore;
        private BrokerJars jars;
        private String clientAuth;
        private boolean authorizer;
        private Duration startTimeout = Duration.ofSeconds(60);

        private Builder() {
        }

        /**
         * The number of nodes. New topics and the internal ones get as many replicas, at most 3; {@code min.insync.replicas} is
         * 2 from 3 nodes on, else 1.
         *
         * @param count from 1, which is the default
         * @return this
         */
        public Builder nodes(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("A cluster has one node or more, not " + count);
            }
            nodes = count;
            return this;
        }

        /**
         * A fixed port for the PLAINTEXT listener of the first node. All other ports are free ones.
         *
         * @param port 0, the default, for a free one
         * @return this
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("Not a port: " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * The name under which clients reach the nodes, for instance one which a certificate was made out for. The nodes listen
         * on 127.0.0.1 all the same.
         *
         * @param host by default 127.0.0.1
         * @return this
         */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /**
         * A property of the nodes' {@code server.properties}. It has precedence over what this class sets.
         *
         * @param name the property's name
         * @param value the property's value, which need not be escaped
         * @return this
         */
        public Builder property(String name, String value) {
            properties.put(name, value);
            return this;
        }

        /**
         * The number of partitions of a topic which is created without saying it ({@code num.partitions}).
         *
         * @param count from 1, which is the default
         * @return this
         */
        public Builder partitions(int count) {
            partitions = count;
            return this;
        }

        /**
         * A user for the SASL mechanism PLAIN. With it, or with a SCRAM user, the cluster has a SASL_PLAINTEXT listener and, if
         * it has {@linkplain #tls(Path, String) TLS}, a SASL_SSL listener.
         *
         * @param name any name
         * @param password any password
         * @return this
         */
        public Builder plainUser(String name, String password) {
            plainUsers.put(name, password);
            return this;
        }

        /**
         * A user for the SASL mechanisms SCRAM-SHA-256 and SCRAM-SHA-512. With it, or with a PLAIN user, the cluster has a
         * SASL_PLAINTEXT listener and, if it has {@linkplain #tls(Path, String) TLS}, a SASL_SSL listener.
         *
         * @param name a name without comma, quotation mark or line break
         * @param password any password
         * @return this
         */
        public Builder scramUser(String name, String password) {
            if (name.isEmpty() || name.matches("(?s).*[,\"\\r\\n].*")) {
                throw new IllegalArgumentException("Kafka cannot be given a SCRAM user of this name: " + name);
            }
            scramUsers.put(name, password);
            return this;
        }

        /**
         * TLS: the cluster has an SSL listener and, if it has users, a SASL_SSL listener.
         *
         * @param keyStore a file with the key and the certificate for all nodes: {@code .jks}, {@code .pem} (an unencrypted key
         *        and its certificate, the password is not used), all else is PKCS12
         * @param password its password and that of the key
         * @return this
         */
        public Builder tls(Path keyStore, String password) {
            this.keyStore = new ClusterOptions.Store(keyStore, password);
            return this;
        }

        /**
         * TLS with client certificates, by default required; see {@link #clientAuth(String)}.
         *
         * @param keyStore see {@link #tls(Path, String)}
         * @param password its password and that of the key
         * @param trustStore the certificates which a client's certificate must be one of, or signed by
         * @param trustPassword its password
         * @return this
         */
        public Builder tls(Path keyStore, String password, Path trustStore, String trustPassword) {
            this.trustStore = new ClusterOptions.Store(trustStore, trustPassword);
            return tls(keyStore, password);
        }

        /**
         * Makes the SSL listener ask for client certificates ({@code ssl.client.auth}). SASL_SSL never does, unless told so by
         * {@code property("listener.name.sasl_ssl.ssl.client.auth", "required")}.
         *
         * @param clientAuth none, requested or required; by default required with a trust store, none without
         * @return this
         */
        public Builder clientAuth(String clientAuth) {
            if (!List.of("none", "requested", "required").contains(clientAuth)) {
                throw new IllegalArgumentException("none, requested or required, not " + clientAuth);
            }
            this.clientAuth = clientAuth;
            return this;
        }

        /**
         * Turns access control by ACLs on. Users without an ACL may do nothing then, except {@code User:ANONYMOUS}, which may
         * do everything: clients of the PLAINTEXT listener, or of the SSL listener without a certificate.
         *
         * @param authorizer false by default
         * @return this
         */
        public Builder authorizer(boolean authorizer) {
            this.authorizer = authorizer;
            return this;
        }

        /**
         * An option of the nodes' JVM, after and so with precedence over those of this class: {@code -Xmx512m},
         * {@code -XX:+UseSerialGC} and {@code -XX:TieredStopAtLevel=1}. For benchmarks, {@code -XX:TieredStopAtLevel=4} costs
         * the
         * start some time and lets the nodes be compiled to the full.
         *
         * @param option one option
         * @return this
         */
        public Builder jvmOption(String option) {
            jvmOptions.add(option);
            return this;
        }

        /**
         * Sets the longest time that {@link #start()} and {@link KafkaNode#start()} wait.
         *
         * @param timeout by default 60 seconds
         * @return this
         */
        public Builder startTimeout(Duration timeout) {
            startTimeout = timeout;
            return this;
        }

        /**
         * Has the jars of the broker found where the class path does not have all of them.
         *
         * @param jars is asked on the thread that starts the cluster
         * @return this
         */
        public Builder jars(BrokerJars jars) {
            this.jars = jars;
            return this;
        }

        /**
         * Starts the cluster.
         *
         * @return the cluster, when every node answers
         * @throws IllegalStateException if a node does not, with the last lines of its log; if the fixed port is in use; or if
         *         a
         *         jar which the nodes need is not on this module's class path
         */
        public KafkaCluster start() {
            return KafkaCluster.start(options(), true);
        }

        /**
         * Starts a cluster without the shutdown hook, for a caller that has to do something else first when the JVM shuts
         * down.
         */
        KafkaCluster startWithoutShutdownHook() {
            return KafkaCluster.start(options(), false);
        }

        private ClusterOptions options() {
            String auth = clientAuth != null ? clientAuth : trustStore != null ? "required" : "none";
            Optional<ClusterOptions.Tls> tls = Optional.ofNullable(keyStore)
                    .map(store -> new ClusterOptions.Tls(store, Optional.ofNullable(trustStore), auth));
            return new ClusterOptions(nodes, port, host, partitions, Map.copyOf(properties), Map.copyOf(plainUsers),
                    Map.copyOf(scramUsers), tls, authorizer, List.copyOf(jvmOptions), startTimeout, Optional.ofNullable(jars));
        }
    }
}
