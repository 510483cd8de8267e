package io.quarkiverse.kafkaproducer.runtime.dev;

/**
 * A topic that was found at build.
 *
 * @param producer the name of the producer that sends to it; empty where only the running application knows
 * @param topic its name; where it is declared there may be expressions in it
 * @param type of what is sent there, as Jackson reads types; empty where it is not known
 * @param declared whether an injection point declares it; otherwise it is a constant in the code
 */
public record KnownTopic(String producer, String topic, String type, boolean declared) {
}
