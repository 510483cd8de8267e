package io.quarkiverse.kafkaproducer.test.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.mock.SentRecord;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;

/** There is neither a broker nor a table here. */
class OutboxMockTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-jdbc-h2", Version.getVersion()),
                    Dependency.of("io.quarkus", "quarkus-agroal", Version.getVersion())))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:outbox-mock")
            .overrideConfigKey("quarkus.kafka-producer.mock", "true");

    @Inject
    Outbox outbox;

    @Inject
    OutboxMonitor monitor;

    @Inject
    SentRecords sent;

    @Inject
    UserTransaction transaction;

    @BeforeEach
    void forget() {
        sent.clear();
    }

    @Test
    void whatIsSentIsThereWhenItIsCommitted() throws Exception {
        transaction.begin();
        UUID id = outbox.send("orders", "first", "user-123");
        outbox.send("orders", "second", "user-123");
        assertThat(sent.records()).isEmpty();
        transaction.commit();

        assertThat(sent.to("orders").values(String.class)).containsExactly("first", "second");
        SentRecord first = sent.records().get(0);
        assertThat(first.key()).isEqualTo("user-123");
        assertThat(first.headers().lastHeader(Outbox.ID_HEADER).value()).asString().isEqualTo(id.toString());
        assertThat(monitor.pending()).isZero();
        assertThat(monitor.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void whatIsRolledBackIsForgotten() throws Exception {
        transaction.begin();
        outbox.send("orders", "first");
        transaction.rollback();

        assertThat(sent.records()).isEmpty();
    }

    @Test
    void whatFailsIsSentAgain() throws Exception {
        sent.failNext(2, new TimeoutException("no answer"));
        transaction.begin();
        outbox.send("orders", "first");
        transaction.commit();

        assertThat(sent.to("orders").values(String.class)).containsExactly("first");
    }
}
