package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections to the database that take no part in transactions of the application. */
interface ConnectionSource {

    /** Returns one that commits each statement. The caller closes it. */
    Connection get() throws SQLException;
}
