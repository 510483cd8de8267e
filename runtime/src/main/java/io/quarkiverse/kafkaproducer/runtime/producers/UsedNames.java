package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.Set;

/**
 * The names by which the application's code asks for producers, as the build has found them.
 *
 * @param injected the application cannot start without these
 * @param available producers with these names are beans: those that are injected, and those that may be looked up
 * @param anyAtRunTime whether the code may ask for any other name while it runs, by {@code KafkaInstances}
 */
public record UsedNames(Set<String> injected, Set<String> available, boolean anyAtRunTime) {
}
