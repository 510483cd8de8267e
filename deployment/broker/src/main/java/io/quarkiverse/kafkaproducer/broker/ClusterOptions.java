package io.quarkiverse.kafkaproducer.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The options of a {@link KafkaCluster.Builder}. */
record ClusterOptions(int nodes, int port, String host, int partitions, Map<String, String> properties,
        Map<String, String> plainUsers, Map<String, String> scramUsers, Optional<Tls> tls, boolean authorizer,
        List<String> jvmOptions, Duration startTimeout, Optional<BrokerJars> jars) {

    record Store(Path file, String password) {

        String type() {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".pem")) {
                return "PEM";
            }
            return name.endsWith(".jks") ? "JKS" : "PKCS12";
        }
    }

    record Tls(Store key, Optional<Store> trust, String clientAuth) {
    }

    boolean sasl() {
        return !plainUsers.isEmpty() || !scramUsers.isEmpty();
    }

    /** The security protocols clients are offered; the listeners have the same names. */
    List<String> securityProtocols() {
        return Stream.of("PLAINTEXT", "SASL_PLAINTEXT", "SSL", "SASL_SSL")
                .filter(protocol -> sasl() || !protocol.startsWith("SASL_"))
                .filter(protocol -> tls.isPresent() || !protocol.endsWith("SSL"))
                .toList();
    }
}
