package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.Set;

/** The kinds of databases that can have an outbox table, for the build. */
public final class OutboxDatabases {

    /** The supported values of {@code quarkus.datasource.db-kind}. */
    public static final Set<String> KINDS = Dialect.KINDS;

    private OutboxDatabases() {
    }

    /** Returns the resource with the statements that make the table. */
    public static String ddl(String kind) {
        return "db/kafka-outbox/" + kind + "/R__kafka_outbox.sql";
    }
}
