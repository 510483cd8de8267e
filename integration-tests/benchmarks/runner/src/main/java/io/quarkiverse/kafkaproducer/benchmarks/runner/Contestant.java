package io.quarkiverse.kafkaproducer.benchmarks.runner;

import static io.quarkiverse.kafkaproducer.benchmarks.runner.Variant.WITHOUT_FOOTPRINTS;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Variant.WITH_FOOTPRINTS;
import static io.quarkiverse.kafkaproducer.benchmarks.runner.Variant.WITH_JSON_FOOTPRINTS;

/** A contender of the application in one of its variants, as it is named in reports. */
enum Contestant {

    LIMIT("bare client, bytes ready", "limit", WITHOUT_FOOTPRINTS),
    BARE("bare client", "bare", WITHOUT_FOOTPRINTS),
    BARE_LINGER_0("bare client, linger 0", "bare-linger-0", WITHOUT_FOOTPRINTS),
    BARE_IN_FLIGHT_1("bare client, linger 0, 1 in flight", "bare-in-flight-1", WITHOUT_FOOTPRINTS),
    BLOCKING("Producer, no footprints", "ours-blocking", WITHOUT_FOOTPRINTS),
    BLOCKING_FOOTPRINTS("Producer", "ours-blocking", WITH_FOOTPRINTS),
    BLOCKING_JSON("Producer, JSON log", "ours-blocking", WITH_JSON_FOOTPRINTS),
    REACTIVE("ReactiveProducer, no footprints", "ours-reactive", WITHOUT_FOOTPRINTS),
    REACTIVE_FOOTPRINTS("ReactiveProducer", "ours-reactive", WITH_FOOTPRINTS),
    REACTIVE_JSON("ReactiveProducer, JSON log", "ours-reactive", WITH_JSON_FOOTPRINTS),
    STREAM("ReactiveProducer, stream, no footprints", "ours-stream", WITHOUT_FOOTPRINTS),
    STREAM_FOOTPRINTS("ReactiveProducer, stream", "ours-stream", WITH_FOOTPRINTS),
    EMITTER("emitter", "emitter", WITHOUT_FOOTPRINTS),
    EMITTER_LINGER_0("emitter, linger 0", "emitter-linger-0", WITHOUT_FOOTPRINTS),
    TEMPLATE("KafkaTemplate", "template", WITHOUT_FOOTPRINTS),
    TEMPLATE_LINGER_0("KafkaTemplate, linger 0", "template-linger-0", WITHOUT_FOOTPRINTS);

    final String label;
    final String contender;
    final Variant variant;

    Contestant(String label, String contender, Variant variant) {
        this.label = label;
        this.contender = contender;
        this.variant = variant;
    }

    @Override
    public String toString() {
        return label;
    }
}
