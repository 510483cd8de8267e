package io.quarkiverse.kafkaproducer.outbox.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server of this JVM, which can be killed and started again with the same data and port. */
final class Database implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TABLES = """
            CREATE TABLE customer (key text PRIMARY KEY, version bigint NOT NULL);
            CREATE TABLE placed (id bigint PRIMARY KEY, key text NOT NULL, version bigint NOT NULL);
            CREATE TABLE article (id bigint PRIMARY KEY, price bigint NOT NULL)""";

    private final Path data;
    private final int port;
    private final EmbeddedPostgres server;
    /** Starts it again, after it has been killed. */
    private List<String> command;

    private Database(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
        this.port = server.getPort();
    }

    /** With the business tables, and none for the outbox. */
    static Database start() {
        try {
            Path data = Files.createTempDirectory("postgres");
            Database database = new Database(builder(data).start(), data);
            database.execute(TABLES);
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                .setServerConfig("max_connections", "200").setServerConfig("fsync", "on")
                // off in this embedded server: a commit that was published could be lost when it is killed
                .setServerConfig("synchronous_commit", "on");
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    void execute(String sql) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long number(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<Placed> placed() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, key, version FROM placed")) {
            List<Placed> all = new ArrayList<>();
            while (rows.next()) {
                all.add(new Placed(rows.getLong(1), rows.getString(2), rows.getLong(3)));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long pending() {
        return number("SELECT count(*) FROM kafka_outbox");
    }

    void awaitDrained(Duration atMost) {
        Awaitility.await("outbox drained").atMost(atMost).ignoreExceptions().until(() -> pending() == 0);
    }

    /** All of it by SIGKILL, as if it had crashed. */
    void kill() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            // a user namespace of its own: the server does not run as root
            List<String> again = new ArrayList<>(System.getProperty("user.name").equals("root") ? List.of("unshare", "-U")
                    : List.of());
            again.add(postmaster.info().command().orElseThrow());
            again.addAll(List.of(postmaster.info().arguments().orElseThrow()));
            command = again;
            List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
            all.add(0, postmaster);
            all.forEach(ProcessHandle::destroyForcibly);
            Awaitility.await("PostgreSQL killed").atMost(LIMIT)
                    .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After {@link #kill}; returns when it has recovered. */
    void restart() {
        try {
            new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("PostgreSQL recovered").atMost(LIMIT).ignoreExceptions().until(() -> number("SELECT 1") == 1);
    }

    @Override
    public void close() {
        try {
            server.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
