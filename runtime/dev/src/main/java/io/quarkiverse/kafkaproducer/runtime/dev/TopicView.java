package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.Collection;

/**
 * A topic, as the pages show it.
 *
 * @param declared whether an injection point declares it
 * @param types of what is sent there, as far as they are known at build
 * @param sent since the application was started, by the producer that it is shown for
 */
public record TopicView(String topic, boolean declared, Collection<String> types, long sent, long failed) {
}
