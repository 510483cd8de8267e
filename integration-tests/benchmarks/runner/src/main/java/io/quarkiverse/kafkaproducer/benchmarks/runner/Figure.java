package io.quarkiverse.kafkaproducer.benchmarks.runner;

/** What is not measured in rounds of several contestants. */
enum Figure {

    COST("W4, a send beyond encoding and the client, footprints off", "ns"),
    COST_ALLOCATED("W4, allocated by that", "B"),
    COST_FOOTPRINTS("W4, a send beyond encoding and the client, footprints on", "ns"),
    COST_FOOTPRINTS_ALLOCATED("W4, allocated by that", "B"),
    COST_ENCODING("W4, encoding and the client's mock themselves", "ns"),
    COST_ENCODING_ALLOCATED("W4, allocated by that", "B"),
    FIRST_SEND_DECLARED("W5, first send to a declared topic", "ms"),
    FIRST_SEND_UNDECLARED("W5, first send to another topic", "ms"),
    FIRST_SEND_EMITTER("W5, first send of an emitter", "ms"),
    START("W6, start of an application with quarkus-messaging-kafka", "ms"),
    START_OURS("W6, the same with this extension, too", "ms"),
    MEMORY("W6, its resident memory", "MB"),
    MEMORY_OURS("W6, the same with this extension, too", "MB");

    final String label;
    final String unit;

    Figure(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }
}
