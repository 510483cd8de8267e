package io.quarkiverse.kafkaproducer.deployment;

import java.util.Set;

import io.quarkus.builder.item.SimpleBuildItem;

/** Present if the application injects an outbox. */
final class OutboxBuildItem extends SimpleBuildItem {

    private final String dataSource;
    private final String kind;
    private final String table;
    private final Set<String> producers;

    /**
     * @param kind of the database
     * @param producers the names of those of which an {@code Outbox} is injected
     */
    OutboxBuildItem(String dataSource, String kind, String table, Set<String> producers) {
        this.dataSource = dataSource;
        this.kind = kind;
        this.table = table;
        this.producers = producers;
    }

    String dataSource() {
        return dataSource;
    }

    String kind() {
        return kind;
    }

    String table() {
        return table;
    }

    Set<String> producers() {
        return producers;
    }
}
