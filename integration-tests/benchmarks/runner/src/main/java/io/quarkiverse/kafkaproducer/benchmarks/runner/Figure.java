package io.quarkiverse.kafkaproducer.benchmarks.runner;

/** Measurements that are not made in rounds of several contestants. */
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
    MEMORY_OURS(Work.W6, "resident memory with it", "MB"),
    DRAIN(Work.W8, "rows published by one replica", "a second"),
    DRAIN_THREE(Work.W8, "rows published by three replicas", "a second"),
    DRAIN_BACKLOG(Work.W8, "rows of a large backlog published by one replica", "a second"),
    DRAIN_REFERENCE(Work.W8, "rows published by a loop that sends, marks and pauses", "a second"),
    DRAIN_REFERENCE_WITHOUT_PAUSE(Work.W8, "rows published by the same loop without its pause", "a second"),
    COMMIT_TO_CONSUMER_P50(Work.W8, "from the commit to a consumer, 500 transactions a second, p50", "ms"),
    COMMIT_TO_CONSUMER_P99(Work.W8, "from the commit to a consumer, 500 transactions a second, p99", "ms"),
    ONE_ROW(Work.W8, "a transaction of one row", "ms"),
    ONE_ROW_OUTBOX(Work.W8, "the same with a message", "ms"),
    IDLE_QUERIES(Work.W8, "statements of an idle relay", "a second"),
    FIRST_BARE(Work.W9, "first acknowledgment of the bare client", "ms"),
    FIRST_EMITTER(Work.W9, "first acknowledgment of an emitter", "ms"),
    FIRST_UNDECLARED(Work.W9, "first acknowledgment from another topic", "ms"),
    FIRST_DECLARED(Work.W9, "first acknowledgment from a declared topic", "ms"),
    FIRST_BARE_LATER(Work.W9, "first acknowledgment of the bare client, sent 500 ms later", "ms"),
    FIRST_DECLARED_LATER(Work.W9, "first acknowledgment from a declared topic, sent 500 ms later", "ms");

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
