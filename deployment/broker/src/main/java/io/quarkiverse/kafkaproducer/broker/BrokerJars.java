package io.quarkiverse.kafkaproducer.broker;

import java.nio.file.Path;
import java.util.List;

/** Gets the jars that a broker is run from, where the class path does not have them. */
@FunctionalInterface
public interface BrokerJars {

    /**
     * Gets files, downloading them perhaps.
     *
     * @param artifacts each as {@code groupId:artifactId:version}
     * @return the jar of each
     * @throws IllegalStateException if there is one that cannot be had
     */
    List<Path> resolve(List<String> artifacts);
}
