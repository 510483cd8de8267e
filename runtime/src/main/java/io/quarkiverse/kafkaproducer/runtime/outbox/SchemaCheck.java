package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.outbox.OutboxConfig.SchemaMode;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Makes or checks the table, once: when the application starts, or as soon as the database can be asked. */
final class SchemaCheck {

    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);

    private final OutboxTable table;
    private final RelayConnections connections;
    private final SchemaMode mode;
    private volatile boolean done;

    SchemaCheck(OutboxTable table, RelayConnections connections, SchemaMode mode) {
        this.table = table;
        this.connections = connections;
        this.mode = mode;
        this.done = mode == SchemaMode.NONE;
    }

    /**
     * Does it unless the database is away.
     *
     * @throws ConfigurationException if the table is missing or has another shape
     */
    void atStart() {
        try {
            run();
        } catch (SQLException e) {
            // it may come, as a broker may; until then transactions fail that use it
            LOG.warnf("The outbox table '%s' is checked later, as the database cannot be used: %s", table.name(),
                    e.getMessage());
        }
    }

    /**
     * Does it if it has not been done yet.
     *
     * @throws ConfigurationException if the table is missing or has another shape
     * @throws SQLException if the database cannot be asked
     */
    void run() throws SQLException {
        if (done) {
            return;
        }
        Schema schema = new Schema(table);
        try (Connection connection = connections.get()) {
            if (mode == SchemaMode.CREATE) {
                create(schema, connection);
            }
            schema.validate(connection);
        }
        done = true;
    }

    private static void create(Schema schema, Connection connection) throws SQLException {
        try {
            schema.create(connection);
        } catch (SQLException e) {
            if (DatabaseFailures.isOfConnection(e)) {
                throw e;
            }
            // another replica makes it at the same time, or we may not: what matters is what is there
            LOG.debugf(e, "The outbox table was not made");
        }
    }
}
