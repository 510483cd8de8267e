package io.quarkiverse.kafkaproducer.benchmarks.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.HdrHistogram.Histogram;

import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Transactions that insert a row, with a message and without. */
@ApplicationScoped
public class OneRow {

    private static final String TEXT = "x".repeat(200);

    @Inject
    DataSource database;
    @Inject
    Outbox outbox;

    /** Returns the medians without a message and with one. */
    String measure(int count) {
        Histogram without = new Histogram(3);
        Histogram with = new Histogram(3);
        for (int i = 0; i < count; i++) {
            // in turn: what disturbs the machine disturbs both
            without.recordValue(nanosOf(false, i));
            with.recordValue(nanosOf(true, i));
        }
        return OutboxBenchmark.millis(without, 50) + " " + OutboxBenchmark.millis(with, 50);
    }

    private long nanosOf(boolean message, long id) {
        long begun = System.nanoTime();
        place(message ? "one-row" : null, id);
        return System.nanoTime() - begun;
    }

    /** @param topic where it is told of, or null */
    void place(String topic, long id) {
        QuarkusTransaction.requiringNew().timeout((int) TimeUnit.MINUTES.toSeconds(1)).run(() -> {
            insert(id);
            if (topic != null) {
                outbox.send(topic, new Order(id, "user-" + id % 1000, TEXT), "user-" + id % 1000);
            }
        });
    }

    private void insert(long id) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO business (number, text) VALUES (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, TEXT);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
