package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

import jakarta.transaction.TransactionSynchronizationRegistry;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkiverse.kafkaproducer.outbox.TopicOutbox;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkiverse.kafkaproducer.runtime.producers.OutboxFigures;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;

/** The outbox of the application, put together. */
public final class OutboxRuntime implements AutoCloseable {

    /** Time for the database at the end, beside the producers' close-timeout. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(15);

    private final OutboxSettings settings;
    private final OutboxTable table;
    private final AgroalDataSource dataSource;
    private final RelayConnections connections;
    private final Producers producers;
    private final OutboxTransactions transactions;
    private final RelayProducers relayProducers;
    private final SchemaCheck schema;
    private final boolean mocked;
    private final OutboxMonitor monitor;
    private final Relay relay;

    /**
     * @param application its name
     * @param footprints null if none are left
     */
    OutboxRuntime(OutboxSettings settings, OutboxTable table, AgroalDataSource dataSource,
            TransactionSynchronizationRegistry registry, Producers producers, String application,
            LoggedFootprints footprints, List<Instrumentation> instrumentations) {
        this.settings = settings;
        this.table = table;
        this.dataSource = dataSource;
        this.producers = producers;
        this.connections = new RelayConnections(dataSource, table.dialect().connectionProperties());
        this.relayProducers = new RelayProducers(producers::openForEncoded, application + "-" + table.name());
        this.schema = new SchemaCheck(table, connections, settings.schema());
        this.mocked = producers.mock().isPresent();
        if (mocked) {
            MockOutbox mock = new MockOutbox(relayProducers);
            this.relay = null;
            this.monitor = mock;
            this.transactions = new OutboxTransactions(registry, mock);
        } else {
            OutboxStatus status = new OutboxStatus(table, connections, this::lookAgain);
            OutboxFigures figures = new CachedFigures(status);
            List<LongConsumer> timers = instrumentations.stream().map(one -> one.outbox(figures)).toList();
            this.relay = settings.relay()
                    ? new Relay(settings, table, schema, connections, relayProducers, new RelayReports(footprints, timers))
                    : null;
            this.monitor = status;
            this.transactions = new OutboxTransactions(registry, new TableStore());
        }
    }

    private void lookAgain() {
        if (relay != null) {
            relay.lookAgain();
        }
    }

    /** Checks the table and begins to publish. */
    void start() {
        if (!mocked) {
            schema.atStart();
        }
        if (relay != null) {
            relay.start();
        }
    }

    Outbox outbox(String producer) {
        return new TransactionalOutbox(encoder(producer, Outbox.class), transactions);
    }

    TopicOutbox<?> topicOutbox(String producer, String topic) {
        return new TransactionalTopicOutbox<>(topic, encoder(producer, TopicOutbox.class), transactions);
    }

    private RecordEncoder encoder(String producer, Class<?> facade) {
        ProducerRuntime open = producers.get(producer);
        return new RecordEncoder(Origin.send(open.path(), facade), open.settings(), settings.lanes());
    }

    OutboxMonitor monitor() {
        return monitor;
    }

    /** Writes to the table, by the connection of the application's transaction. */
    private final class TableStore implements OutboxStore {

        @Override
        public void write(List<OutboxRow> rows) {
            try {
                schema.run();
                try (Connection connection = dataSource.getConnection()) {
                    table.insert(connection, rows);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("The transaction cannot be committed: " + rows.size() + " of its records could "
                        + "not be written to the outbox table '" + table.name() + "': " + e.getMessage(), e);
            }
        }

        @Override
        public void committed(List<OutboxRow> rows) {
            if (relay != null) {
                relay.committed(rows.stream().map(OutboxRow::lane).collect(Collectors.toSet()));
            }
        }
    }

    /** Finishes what is on its way. Blocks. */
    @Override
    public void close() {
        if (relay != null) {
            relay.stop(relayProducers.closeTimeout().plus(STOP_MARGIN));
        }
        connections.close();
    }

}
