package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;
import java.util.Map;

/**
 * Fills the form of the page Send.
 *
 * @param topics by the names of the producers that can be sent with, those first that are declared
 * @param mostBytes that a call of the Dev UI can have; with more of them the server ends the connection
 */
public record FormView(Map<String, List<TopicView>> topics, int mostBytes) {
}
