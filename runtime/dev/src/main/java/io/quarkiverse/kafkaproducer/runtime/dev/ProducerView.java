package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;
import java.util.Map;

/**
 * One producer, as the page shows it. Without secrets.
 *
 * @param madeByHand whether the application made it by {@code newProducer()}: it cannot be sent with from outside then
 * @param problem why there is no connection; null if there is one, or if it is not used yet
 * @param pending records that are on their way
 * @param p50 milliseconds that half of the latest acknowledged sends did not exceed; null before the first
 * @param lastFailure null if no send has failed
 * @param series the last minutes, by topic
 * @param topics those that it is declared for, and those that it has sent to
 * @param settings its own, by the name that they have below {@code quarkus.kafka-producer}
 * @param properties what its Kafka clients are made with
 */
public record ProducerView(String name, boolean madeByHand, String servers, String clientId, State state, String problem,
        long sent, long failed, int pending, Double p50, Double p99, LastFailure lastFailure, List<SeriesView> series,
        List<TopicView> topics, Map<String, String> settings, Map<String, String> properties) {

    public enum State {
        NOT_USED,
        CONNECTED,
        NO_CONNECTION
    }
}
