package io.quarkiverse.kafkaproducer.benchmarks.runner;

/** What is not measured in rounds of several contestants. */
enum Figure {

    COST_ENCODING(Work.W4, "encoding and the client's mock", "ns"),
    COST_ENCODING_ALLOCATED(Work.W4, "encoding and the client's mock", "B"),
    COST(Work.W4, "a send beyond that, without footprints", "ns"),
    COST_ALLOCATED(Work.W4, "a send beyond that, without footprints", "B"),
    COST_FOOTPRINTS(Work.W4, "a send beyond that, with footprints", "ns"),
    COST_FOOTPRINTS_ALLOCATED(Work.W4, "a send beyond that, with footprints", "B"),
    FIRST_SEND_EMITTER(Work.W5, "first send of an emitter", "ms"),
    FIRST_SEND_DECLARED(Work.W5, "first send to a declared topic", "ms"),
    FIRST_SEND_UNDECLARED(Work.W5, "first send to another topic", "ms"),
    START(Work.W6, "start without this extension", "ms"),
    START_OURS(Work.W6, "start with it", "ms"),
    MEMORY(Work.W6, "resident memory without this extension", "MB"),
    MEMORY_OURS(Work.W6, "resident memory with it", "MB");

    final Work work;
    final String label;
    final String unit;

    Figure(Work work, String label, String unit) {
        this.work = work;
        this.label = label;
        this.unit = unit;
    }

    @Override
    public String toString() {
        return work + ", " + label;
    }
}
