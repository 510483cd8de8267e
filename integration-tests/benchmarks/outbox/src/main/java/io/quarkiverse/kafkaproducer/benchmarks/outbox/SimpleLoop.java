package io.quarkiverse.kafkaproducer.benchmarks.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Producer;

/**
 * The publisher that is often shown for this pattern: reads some rows, sends each and waits, marks it, pauses. With two
 * replicas it publishes everything twice, and after a failure it goes on with the next of the key.
 */
@ApplicationScoped
public class SimpleLoop {

    private static final Logger LOG = Logger.getLogger(SimpleLoop.class);

    @Inject
    DataSource database;
    @Inject
    Producer producer;
    @Inject
    ObjectMapper mapper;

    private record Event(long id, String topic, String key, byte[] value) {
    }

    void start(long pauseMillis) {
        Thread thread = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    publish();
                    TimeUnit.MILLISECONDS.sleep(pauseMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (Exception e) {
                    LOG.error("The loop goes on", e);
                }
            }
        }, "simple-loop");
        thread.setDaemon(true);
        thread.start();
    }

    private void publish() throws Exception {
        for (Event event : unpublished()) {
            producer.send(event.topic(), mapper.readTree(event.value()), event.key());
            markPublished(event.id());
        }
    }

    private List<Event> unpublished() throws Exception {
        List<Event> events = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection
                        .prepareStatement("SELECT id, topic, key, value FROM kafka_outbox ORDER BY id LIMIT 100");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(new Event(rows.getLong(1), rows.getString(2), new String(rows.getBytes(3), StandardCharsets.UTF_8),
                        rows.getBytes(4)));
            }
        }
        return events;
    }

    private void markPublished(long id) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM kafka_outbox WHERE id = ?")) {
            delete.setLong(1, id);
            delete.executeUpdate();
        }
    }
}
