package io.quarkiverse.kafkaproducer.broker;

import java.util.Map;

/** The ports of one node: one for each security protocol, and the controller's. */
record NodePorts(Map<String, Integer> listeners, int controller) {
}
