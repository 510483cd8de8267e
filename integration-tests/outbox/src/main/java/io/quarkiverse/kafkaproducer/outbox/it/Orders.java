package io.quarkiverse.kafkaproducer.outbox.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The business tables: customers, and a row for each order that one of them placed. */
@ApplicationScoped
public class Orders {

    private final DataSource database;

    @Inject
    Orders(DataSource database) {
        this.database = database;
    }

    /** Places an order in the transaction of the caller's thread, which has the customer's row locked from here on. */
    Placed place(long id, String key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement(
                        "INSERT INTO customer (key, version) VALUES (?, 1) ON CONFLICT (key) DO UPDATE "
                                + "SET version = customer.version + 1 RETURNING version");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO placed (id, key, version) VALUES (?, ?, ?)")) {
            lock.setString(1, key);
            long version;
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                version = row.getLong(1);
            }
            insert(insert, new Placed(id, key, version));
            return new Placed(id, key, version);
        }
    }

    /** Inserts nothing but the row. */
    void insert(Placed placed) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO placed (id, key, version) VALUES (?, ?, ?)")) {
            insert(insert, placed);
        }
    }

    private static void insert(PreparedStatement insert, Placed placed) throws SQLException {
        insert.setLong(1, placed.id());
        insert.setString(2, placed.key());
        insert.setLong(3, placed.version());
        insert.executeUpdate();
    }

    void clear() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("TRUNCATE placed, customer")) {
            delete.executeUpdate();
        }
    }

    List<Long> ids() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT id FROM placed");
                ResultSet rows = select.executeQuery()) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }
}
