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

/** The business table: a row for each order that was placed. */
@ApplicationScoped
public class Placement {

    @Inject
    DataSource database;

    /** Inserts a row, in the transaction of the caller's thread. */
    void insert(long id, String key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO placed (id, key) VALUES (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, key);
            insert.executeUpdate();
        }
    }

    void delete(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM placed WHERE id = ?")) {
            delete.setLong(1, id);
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
