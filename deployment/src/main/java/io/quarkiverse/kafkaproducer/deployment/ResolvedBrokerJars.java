package io.quarkiverse.kafkaproducer.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.aether.artifact.DefaultArtifact;

import io.quarkiverse.kafkaproducer.broker.BrokerJars;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.MavenArtifactResolver;

/**
 * The jars of the Kafka server from the local Maven repository, or the repositories of the Maven settings. They are tens of
 * megabytes, which only those get who have a broker started.
 */
final class ResolvedBrokerJars implements BrokerJars {

    @Override
    public List<Path> resolve(List<String> artifacts) {
        List<Path> jars = new ArrayList<>();
        try {
            MavenArtifactResolver resolver = MavenArtifactResolver.builder().setWorkspaceDiscovery(false).build();
            for (String artifact : artifacts) {
                jars.add(resolver.resolve(new DefaultArtifact(artifact)).getArtifact().getFile().toPath());
            }
        } catch (BootstrapMavenException e) {
            throw new IllegalStateException(
                    "The embedded Kafka broker could not be started, as its jars could not be resolved: "
                            + e.getMessage() + ". Let Maven reach a repository that has them, add "
                            + "io.quarkiverse.kafkaproducer:quarkus-kafka-producer-broker with the scope test, or set "
                            + "kafka.bootstrap.servers to another broker",
                    e);
        }
        return jars;
    }
}
