package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.dev.ProducerView.State;
import io.quarkiverse.kafkaproducer.runtime.health.Reachability;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;

/** A producer, and what is counted of it. */
final class WatchedProducer {

    private static final double HALF = 0.5;
    private static final double ALMOST_ALL = 0.99;

    private final ProducerRuntime producer;
    private final SendCounts counts;
    private final Reachability reachability;

    WatchedProducer(ProducerRuntime producer, SendCounts counts) {
        this.producer = producer;
        this.counts = counts;
        this.reachability = new Reachability(producer);
    }

    String name() {
        return producer.settings().name();
    }

    ProducerRuntime producer() {
        return producer;
    }

    long sent() {
        return counts.sent();
    }

    SendSeries series() {
        return counts.series();
    }

    /** Returns why there is no connection; null if there is one, or if none is needed yet. */
    String problem() {
        return reachability.problem();
    }

    /** Returns the present state. */
    ProducerView view(boolean madeByHand, KnownTopics topics) {
        ProducerSettings settings = producer.settings();
        String problem = problem();
        SendSeries series = counts.series();
        return new ProducerView(settings.name(), madeByHand, settings.client().bootstrapServers(),
                settings.client().clientId(), state(problem), problem, counts.sent(), counts.failed(),
                producer.pendingRecords(), counts.durations().percentile(HALF), counts.durations().percentile(ALMOST_ALL),
                counts.lastFailure(), series.views(System.nanoTime()), topics.of(settings.name(), series),
                own(settings), client(settings));
    }

    private State state(String problem) {
        if (problem != null) {
            return State.NO_CONNECTION;
        }
        boolean used = producer.connections().stream().anyMatch(connection -> connection.client() != null);
        return used ? State.CONNECTED : State.NOT_USED;
    }

    private static Map<String, String> own(ProducerSettings settings) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("timeout", Units.milliseconds(settings.timeout().toMillis()));
        own.put("close-timeout", Units.milliseconds(settings.closeTimeout().toMillis()));
        own.put("max-pending-records", String.valueOf(settings.maxPendingRecords()));
        own.put("max-pending-bytes", Units.bytes(settings.maxPendingBytes()));
        settings.transactionalIdPrefix().ifPresent(prefix -> own.put("transactional-id-prefix", prefix));
        if (settings.valueSerializer() != null) {
            own.put("value-serializer", settings.valueSerializer().name());
        }
        return own;
    }

    private static Map<String, String> client(ProducerSettings settings) {
        Map<String, String> shown = new LinkedHashMap<>();
        settings.client().shown().forEach((name, value) -> shown.put(name, Units.property(name, value)));
        return shown;
    }
}
