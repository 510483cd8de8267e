package io.quarkiverse.kafkaproducer.broker;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The {@code server.properties} of one node. */
final class ServerProperties {

    private static final String CONTROLLER = "CONTROLLER";

    private final ClusterOptions options;
    private final List<NodePorts> ports;
    private final Map<String, String> values = new TreeMap<>();

    ServerProperties(ClusterOptions options, List<NodePorts> ports) {
        this.options = options;
        this.ports = ports;
    }

    Properties of(int id, Path data) {
        values.clear();
        values.put("node.id", Integer.toString(id));
        values.put("log.dirs", data.toString());
        addQuorum();
        addListeners(ports.get(id));
        addReplication();
        addQuickness();
        if (options.sasl()) {
            addSasl();
        }
        options.tls().ifPresent(this::addTls);
        if (options.authorizer()) {
            values.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            values.put("super.users", "User:ANONYMOUS");
        }
        values.putAll(options.properties());
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }

    private void addQuorum() {
        values.put("process.roles", "broker,controller");
        values.put("controller.listener.names", CONTROLLER);
        values.put("controller.quorum.voters", IntStream.range(0, ports.size())
                .mapToObj(id -> id + "@" + KafkaCluster.LOOPBACK + ":" + ports.get(id).controller())
                .collect(joining(",")));
    }

    private void addListeners(NodePorts node) {
        List<String> bound = new ArrayList<>();
        List<String> advertised = new ArrayList<>();
        List<String> protocols = new ArrayList<>();
        node.listeners().forEach((protocol, port) -> {
            bound.add(protocol + "://" + KafkaCluster.LOOPBACK + ":" + port);
            advertised.add(protocol + "://" + options.host() + ":" + port);
            protocols.add(protocol + ":" + protocol);
        });
        bound.add(CONTROLLER + "://" + KafkaCluster.LOOPBACK + ":" + node.controller());
        protocols.add(CONTROLLER + ":PLAINTEXT");
        values.put("listeners", String.join(",", bound));
        values.put("advertised.listeners", String.join(",", advertised));
        values.put("listener.security.protocol.map", String.join(",", protocols));
        values.put("inter.broker.listener.name", "PLAINTEXT");
    }

    private void addReplication() {
        String replicas = Integer.toString(Math.min(3, options.nodes()));
        String inSync = options.nodes() < 3 ? "1" : "2";
        values.put("num.partitions", Integer.toString(options.partitions()));
        values.put("default.replication.factor", replicas);
        values.put("min.insync.replicas", inSync);
        values.put("offsets.topic.replication.factor", replicas);
        for (String topic : List.of("transaction.state.log", "share.coordinator.state.topic")) {
            values.put(topic + ".replication.factor", replicas);
            values.put(topic + ".min.isr", inSync);
        }
    }

    private void addQuickness() {
        values.put("auto.create.topics.enable", "true");
        values.put("offsets.topic.num.partitions", "1");
        values.put("transaction.state.log.num.partitions", "1");
        values.put("share.coordinator.state.topic.num.partitions", "1");
        values.put("group.initial.rebalance.delay.ms", "0");
        // After a kill, a leader is replaced, and the node may come back, when its session has ended: by default after 9 s.
        values.put("broker.session.timeout.ms", "3000");
        values.put("broker.heartbeat.interval.ms", "500");
        // allocated at the start, by default 128 MiB of the heap
        values.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    }

    private void addSasl() {
        Map<String, String> mechanisms = new TreeMap<>();
        if (!options.plainUsers().isEmpty()) {
            mechanisms.put("PLAIN", JaasConfig.plainServer(options.plainUsers()));
        }
        if (!options.scramUsers().isEmpty()) {
            mechanisms.put("SCRAM-SHA-256", JaasConfig.scramServer());
            mechanisms.put("SCRAM-SHA-512", JaasConfig.scramServer());
        }
        values.put("sasl.enabled.mechanisms", String.join(",", mechanisms.keySet()));
        options.securityProtocols().stream().filter(protocol -> protocol.startsWith("SASL_")).forEach(
                protocol -> mechanisms.forEach((mechanism, jaas) -> values.put("listener.name."
                        + (protocol + "." + mechanism).toLowerCase(Locale.ROOT) + ".sasl.jaas.config", jaas)));
    }

    private void addTls(ClusterOptions.Tls tls) {
        addStore("ssl.keystore.", tls.key());
        tls.trust().ifPresent(trust -> addStore("ssl.truststore.", trust));
        // as at any broker, not for SASL_SSL, where the user is known by name
        values.put("ssl.client.auth", tls.clientAuth());
    }

    private void addStore(String prefix, ClusterOptions.Store store) {
        values.put(prefix + "location", store.file().toAbsolutePath().toString());
        values.put(prefix + "type", store.type());
        if (!store.type().equals("PEM")) {
            values.put(prefix + "password", store.password());
        }
    }
}
