package io.quarkiverse.kafkaproducer.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkus.agroal.spi.JdbcDataSourceBuildItem;

/** Mistakes that keep an application with an outbox from being built. */
class OutboxProcessorTest {

    private static final JdbcDataSourceBuildItem SHOP = dataSource("<default>", "postgresql", true);
    private static final JdbcDataSourceBuildItem USERS = dataSource("users", "h2", true);

    private record Config(Optional<String> datasource, String table) implements OutboxBuildTimeConfig {
    }

    private static JdbcDataSourceBuildItem dataSource(String name, String kind, boolean transactions) {
        return new JdbcDataSourceBuildItem(name, kind, Optional.empty(), transactions, name.equals("<default>"));
    }

    private static String problem(String datasource, String table, JdbcDataSourceBuildItem... dataSources) {
        return OutboxProcessor.problem(new Config(Optional.ofNullable(datasource), table), true, List.of(dataSources));
    }

    @Test
    void oneDataSourceNeedsNoName() {
        assertThat(problem(null, "kafka_outbox", SHOP)).isNull();
        assertThat(problem(null, "shop.events", USERS)).isNull();
    }

    @Test
    void ofSeveralDataSourcesOneHasToBeNamed() {
        assertThat(problem(null, "kafka_outbox", SHOP, USERS))
                .contains("several datasources, <default>, users", "quarkus.kafka-producer.outbox.datasource");
        assertThat(problem("users", "kafka_outbox", SHOP, USERS)).isNull();
        assertThat(problem("<default>", "kafka_outbox", SHOP, USERS)).isNull();
    }

    @Test
    void theNameHasToBeKnown() {
        assertThat(problem("orders", "kafka_outbox", SHOP, USERS)).contains("'orders'", "one of <default>, users");
    }

    @Test
    void withoutADataSourceThereIsNoOutbox() {
        assertThat(problem(null, "kafka_outbox")).contains("no datasource", "quarkus-jdbc-postgresql");
        assertThat(OutboxProcessor.problem(new Config(Optional.empty(), "kafka_outbox"), false, List.of()))
                .contains("quarkus-narayana-jta", "quarkus-agroal");
    }

    @Test
    void anotherKindOfDatabaseIsTold() {
        assertThat(problem(null, "kafka_outbox", dataSource("<default>", "oracle", true)))
                .contains("kind 'oracle'", "h2 or postgresql");
    }

    @Test
    void theDataSourceHasToTakePartInTransactions() {
        assertThat(problem(null, "kafka_outbox", dataSource("<default>", "postgresql", false)))
                .contains("jdbc.transactions");
    }

    @Test
    void theTableHasToHaveALegalName() {
        for (String name : List.of("", "outbox; DROP TABLE orders", "a.b.c", "1st", "x".repeat(51))) {
            assertThat(problem(null, name, SHOP)).contains("quarkus.kafka-producer.outbox.table is '" + name + "'");
        }
    }
}
