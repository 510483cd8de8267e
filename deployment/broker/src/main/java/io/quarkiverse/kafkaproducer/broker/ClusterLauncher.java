package io.quarkiverse.kafkaproducer.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Prepares the nodes of a cluster: ports, directories, files and command lines. */
final class ClusterLauncher {

    private static final List<String> JVM_OPTIONS = List.of(
            // for a quick start rather than the highest throughput
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData", "-Xms128m", "-Xmx512m",
            // standard output is for the parent alone
            "-XX:+DisplayVMOutputToStderr",
            "-Djava.awt.headless=true", "-Djava.net.preferIPv4Stack=true",
            "-Dslf4j.provider=" + ChildLogProvider.class.getName(), "-Dslf4j.internal.verbosity=WARN",
            // log4j-api without log4j-core would warn
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory");

    private final ClusterOptions options;

    ClusterLauncher(ClusterOptions options) {
        this.options = options;
    }

    List<NodePorts> choosePorts() {
        try (FreePorts free = new FreePorts(InetAddress.getByName(KafkaCluster.LOOPBACK))) {
            List<NodePorts> ports = new ArrayList<>();
            for (int id = 0; id < options.nodes(); id++) {
                Map<String, Integer> listeners = new LinkedHashMap<>();
                for (String protocol : options.securityProtocols()) {
                    boolean fixed = id == 0 && protocol.equals("PLAINTEXT") && options.port() != 0;
                    listeners.put(protocol, fixed ? free.fixed(options.port()) : free.next());
                }
                ports.add(new NodePorts(listeners, free.next()));
            }
            return ports;
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<KafkaNode> nodes(List<NodePorts> ports, Path cluster) {
        ServerProperties properties = new ServerProperties(options, ports);
        List<String> formatArguments = formatArguments();
        List<KafkaNode> nodes = new ArrayList<>();
        for (int id = 0; id < ports.size(); id++) {
            Path directory = cluster.resolve("node-" + id);
            try {
                Files.createDirectory(directory);
                Files.write(directory.resolve(BrokerMain.FORMAT_ARGUMENTS), formatArguments);
                // bytes, not characters: Kafka reads them so, and not as UTF-8
                try (OutputStream file = Files.newOutputStream(directory.resolve(BrokerMain.SERVER_PROPERTIES))) {
                    properties.of(id, directory.resolve("data")).store(file, null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            nodes.add(new KafkaNode(id, options.host(), ports.get(id), directory, command(directory, cluster),
                    options.startTimeout()));
        }
        return List.copyOf(nodes);
    }

    private List<String> formatArguments() {
        List<String> arguments = new ArrayList<>(List.of("--cluster-id", clusterId()));
        options.scramUsers().forEach((name, password) -> {
            arguments.addAll(List.of("--add-scram", ScramCredential.sha256(name, password)));
            arguments.addAll(List.of("--add-scram", ScramCredential.sha512(name, password)));
        });
        return arguments;
    }

    private static String clusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
        // An argument that begins with a dash would be taken for an option.
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replaceFirst("^-", "A");
    }

    private List<String> command(Path directory, Path cluster) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(options.jvmOptions());
        command.add("-cp");
        command.add(
                new BrokerClassPath(KafkaCluster.class.getClassLoader(), options.jars()).entries().stream().map(Path::toString)
                        .collect(Collectors.joining(System.getProperty("path.separator"))));
        command.add(BrokerMain.class.getName());
        command.add(directory.toString());
        command.add(cluster.toString());
        command.add(Long.toString(ProcessHandle.current().pid()));
        return command;
    }
}
