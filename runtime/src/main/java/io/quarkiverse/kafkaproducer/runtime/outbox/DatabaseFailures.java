package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;

/** Tells what an exception of the database means. */
final class DatabaseFailures {

    private DatabaseFailures() {
    }

    /** Returns whether the database could not be asked, rather than that it did not like what it was asked. */
    static boolean isOfConnection(SQLException e) {
        String state = e.getSQLState();
        // 08: connection, 53: out of resources, 57: shut down or cancelled; H2: 90xxx of connections
        return e instanceof SQLTransientException || e instanceof SQLNonTransientConnectionException || state == null
                || state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
    }
}
