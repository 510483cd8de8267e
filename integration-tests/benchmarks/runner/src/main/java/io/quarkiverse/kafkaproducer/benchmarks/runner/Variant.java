package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.util.List;

/** Processes of the application that differ in what cannot be changed while it runs. */
enum Variant {

    WITHOUT_FOOTPRINTS("without-footprints", List.of()),
    WITH_FOOTPRINTS("with-footprints", List.of()),
    WITH_JSON_FOOTPRINTS("with-footprints", List.of("-Dquarkus.log.console.json.enabled=true"));

    /** Below the application's {@code target}. */
    final String directory;
    final List<String> options;

    Variant(String directory, List<String> options) {
        this.directory = directory;
        this.options = options;
    }
}
