package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** W8: applications with an outbox on one database. */
final class OutboxWork {

    /** The broker acknowledges, and the virtual machine has compiled what matters. */
    private static final int WARM_UP_ROWS = 50_000;
    private static final int DRAINED_ROWS = 100_000;
    private static final int LOOP_ROWS = 2_000;
    /** With its pause it needs ten times as long. */
    private static final int PAUSING_LOOP_ROWS = 300;
    private static final int KEYS = 1_000;
    private static final int ONE_ROW_TRANSACTIONS = 3_000;
    private static final int RATE = 500;
    private static final int RATE_SECONDS = 20;
    private static final long IDLE_SECONDS = 20;
    private static final long POLL_MILLIS = 20;
    private static final String NO_RELAY = "-Dquarkus.kafka-producer.outbox.relay=false";

    private final Path application;
    private final int backlog;
    private final List<String> options;

    OutboxWork(Path benchmarks, int backlog, List<String> options) {
        this.application = benchmarks.resolve("outbox/target/quarkus-app/quarkus-run.jar");
        this.backlog = backlog;
        this.options = options;
    }

    void measure(Results results) throws Exception {
        try (Site site = new Site(0);
                EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on").setServerConfig("shared_buffers", "256MB")
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements").start();
                Connection database = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"))) {
            site.createTopics(List.of("drained", "one-row", "latency"));
            execute(database, "CREATE TABLE business (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number bigint, "
                    + "text text)");
            String url = server.getJdbcUrl("postgres", "postgres");
            List<OutboxReplica> replicas = new ArrayList<>();
            try {
                replicas.add(new OutboxReplica(application, url, site.servers(), options));
                drain(database, WARM_UP_ROWS);
                results.add(Figure.DRAIN, drain(database, DRAINED_ROWS));
                results.add(Figure.DRAIN_BACKLOG, drain(database, backlog));
                // the first time is a warm-up
                replicas.get(0).ask("latency " + RATE + " " + RATE_SECONDS);
                double[] latency = replicas.get(0).ask("latency " + RATE + " " + RATE_SECONDS);
                results.add(Figure.COMMIT_TO_CONSUMER_P50, latency[0]);
                results.add(Figure.COMMIT_TO_CONSUMER_P99, latency[1]);
                results.add(Figure.IDLE_QUERIES, idleStatements(server));
                for (int i = 1; i < 3; i++) {
                    replicas.add(new OutboxReplica(application, url, site.servers(), options));
                }
                drain(database, WARM_UP_ROWS);
                results.add(Figure.DRAIN_THREE, drain(database, DRAINED_ROWS));
            } finally {
                close(replicas);
            }
            try (OutboxReplica writer = new OutboxReplica(application, url, site.servers(), withoutRelay())) {
                writer.ask("transactions " + ONE_ROW_TRANSACTIONS);
                double[] medians = writer.ask("transactions " + ONE_ROW_TRANSACTIONS);
                results.add(Figure.ONE_ROW, medians[0]);
                results.add(Figure.ONE_ROW_OUTBOX, medians[1]);
                execute(database, "TRUNCATE kafka_outbox");
            }
            loop(results, Figure.DRAIN_REFERENCE, 1_000, PAUSING_LOOP_ROWS, database, url, site);
            loop(results, Figure.DRAIN_REFERENCE_WITHOUT_PAUSE, 0, LOOP_ROWS, database, url, site);
        }
    }

    private List<String> withoutRelay() {
        List<String> more = new ArrayList<>(options);
        more.add(NO_RELAY);
        return more;
    }

    private void loop(Results results, Figure figure, long pauseMillis, int rows, Connection database, String url, Site site)
            throws Exception {
        try (OutboxReplica replica = new OutboxReplica(application, url, site.servers(), withoutRelay())) {
            insert(database, rows);
            replica.tell("loop " + pauseMillis);
            results.add(figure, rate(database, rows));
        }
    }

    /** Returns rows a second, from the moment in which they can be seen. */
    private double drain(Connection database, int rows) throws Exception {
        insert(database, rows);
        return rate(database, rows);
    }

    /** All in one transaction, as if the relay had been away. */
    private static void insert(Connection database, int rows) throws SQLException {
        execute(database, "INSERT INTO kafka_outbox (lane, message_id, topic, key, value) SELECT n % " + KEYS
                + " % 64, gen_random_uuid(), 'drained', convert_to('user-' || n % " + KEYS + ", 'UTF8'), convert_to('{\"id\":' "
                + "|| n || ',\"userId\":\"user-' || n % " + KEYS + " || '\",\"text\":\"' || repeat('x', 200) || '\"}', 'UTF8') "
                + "FROM generate_series(1, " + rows + ") AS n");
    }

    private static double rate(Connection database, int rows) throws Exception {
        long left = rows;
        long first = 0;
        long begun = 0;
        while (left > 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            left = number(database, "SELECT count(*) FROM kafka_outbox");
            if (begun == 0 && left < rows) {
                // the wait for the poll of the relay is none of the rate
                begun = System.nanoTime();
                first = left;
            }
        }
        if (first == 0) {
            throw new IllegalStateException(rows + " rows are too few to see how fast they are published");
        }
        return first * 1e9 / (System.nanoTime() - begun);
    }

    /**
     * Counted by the server, statement by statement: its counters of transactions also tell of vacuuming, and of what sessions
     * did up to ten seconds before.
     */
    private static double idleStatements(EmbeddedPostgres server) throws Exception {
        String sql = "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements JOIN pg_database ON dbid = pg_database.oid "
                + "WHERE datname = 'postgres'";
        try (Connection beside = DriverManager.getConnection(server.getJdbcUrl("postgres", "template1"))) {
            execute(beside, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            TimeUnit.SECONDS.sleep(2);
            long before = number(beside, sql);
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return (number(beside, sql) - before) / (double) IDLE_SECONDS;
        }
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void close(List<OutboxReplica> replicas) throws IOException, InterruptedException {
        for (OutboxReplica replica : replicas) {
            replica.close();
        }
    }
}
