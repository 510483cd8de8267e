package io.quarkiverse.kafkaproducer.test.outbox;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.outbox.BlockedKey;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkiverse.kafkaproducer.outbox.TopicOutbox;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;

/** An outbox on H2, from the application's side. */
class OutboxTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TOO_LARGE_FOR_THE_TOPIC = 200_000;

    public record Order(String id, int amount) {
    }

    public static class Unwritable {
        public String getSecret() {
            throw new IllegalStateException("payload-content");
        }
    }

    @ApplicationScoped
    public static class Shop {

        @Inject
        Outbox outbox;

        @Transactional(TxType.REQUIRES_NEW)
        public void sendInNew(String topic, String value) {
            outbox.send(topic, value, "inner");
        }

        @Transactional(TxType.REQUIRES_NEW)
        public void sendInNewAndFail(String topic) {
            outbox.send(topic, "inner", "inner");
            throw new IllegalArgumentException("no stock");
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Order.class, Unwritable.class, Shop.class)
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-jdbc-h2", Version.getVersion()),
                    Dependency.of("io.quarkus", "quarkus-agroal", Version.getVersion())))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1")
            .overrideConfigKey("quarkus.datasource.jdbc.max-size", "1")
            .overrideConfigKey("quarkus.kafka-producer.properties.\"max.request.size\"", "300000")
            .overrideConfigKey("quarkus.kafka-producer.payments.timeout", "5s")
            .overrideConfigKey("quarkus.log.category.\"io.quarkiverse.kafkaproducer.footprint\".level", "WARN")
            // the log's categories are those of the whole JVM, and keep their levels
            .setAfterAllCustomizer(() -> Logger.getLogger("io.quarkiverse.kafkaproducer.footprint").setLevel(null))
            .setBeforeAllCustomizer(() -> SharedBroker.createTopic("outbox-small", 3,
                    Map.of("max.message.bytes", "140000")));

    @Inject
    Outbox outbox;

    @Inject
    @ProducerName("payments")
    Outbox payments;

    @Inject
    @Topic("outbox-typed")
    TopicOutbox<Order> orders;

    @Inject
    OutboxMonitor monitor;

    @Inject
    Shop shop;

    @Inject
    UserTransaction transaction;

    @Inject
    TransactionSynchronizationRegistry synchronizations;

    @Inject
    DataSource dataSource;

    @AfterEach
    void leaveNothing() throws Exception {
        if (transaction.getStatus() != jakarta.transaction.Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
        assertThat(monitor.awaitEmpty(SOON)).isTrue();
    }

    private void inTransaction(Work work) throws Exception {
        transaction.begin();
        work.run();
        transaction.commit();
    }

    private interface Work {
        void run() throws Exception;
    }

    @Test
    void whatIsCommittedIsPublishedAsItWasSent() throws Exception {
        ProducerRecord<byte[], Order> record = new ProducerRecord<>("outbox-records", 0, 1_700_000_000_000L, new byte[] { -1 },
                new Order("ORD-002", 2));
        record.headers().add("source", "tést".getBytes(StandardCharsets.UTF_8)).add("empty", null);
        List<UUID> ids = new ArrayList<>();

        inTransaction(() -> {
            ids.add(outbox.send("outbox-records", new Order("ORD-001", 1), "user-1"));
            ids.add(outbox.send(record));
            ids.add(payments.send("outbox-records", null, "user-1"));
            ids.add(outbox.send("outbox-records", "no key"));
            ids.add(orders.send(new Order("ORD-003", 3), "user-1"));
        });

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        List<ConsumerRecord<byte[], byte[]>> read = TopicReader.read("outbox-records");
        assertThat(read).extracting(OutboxTest::id).containsExactlyInAnyOrderElementsOf(ids.subList(0, 4));
        ConsumerRecord<byte[], byte[]> second = read.stream().filter(one -> id(one).equals(ids.get(1))).findFirst().get();
        assertThat(second.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(second.key()).containsExactly(-1);
        assertThat(text(second.value())).isEqualTo("{\"id\":\"ORD-002\",\"amount\":2}");
        assertThat(second.headers().toArray()).extracting(header -> header.key() + "=" + text(header.value()))
                .containsExactly("source=tést", "empty=null", Outbox.ID_HEADER + "=" + ids.get(1));
        assertThat(read).filteredOn(one -> id(one).equals(ids.get(2))).singleElement().extracting(ConsumerRecord::value)
                .isNull();
        assertThat(orders.topic()).isEqualTo("outbox-typed");
        assertThat(id(TopicReader.readOnly("outbox-typed"))).isEqualTo(ids.get(4));
    }

    private static UUID id(ConsumerRecord<byte[], byte[]> record) {
        return UUID.fromString(text(record.headers().lastHeader(Outbox.ID_HEADER).value()));
    }

    @Test
    void recordsOfAKeyArriveInTheOrderOfTheirSends() throws Exception {
        for (int i = 0; i < 5; i++) {
            int first = i * 12;
            inTransaction(() -> outbox.sendAll(IntStream.range(first, first + 12)
                    .mapToObj(n -> new ProducerRecord<>("outbox-order", "key-" + n % 3, n)).toList()));
        }

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        List<ConsumerRecord<byte[], byte[]>> read = TopicReader.read("outbox-order");
        assertThat(read).hasSize(60);
        for (int key = 0; key < 3; key++) {
            String name = "key-" + key;
            assertThat(read.stream().filter(one -> text(one.key()).equals(name)).map(one -> Integer.valueOf(text(one.value()))))
                    .isSorted();
        }
    }

    @Test
    void withoutATransactionNothingCanBeSent() {
        assertThatThrownBy(() -> outbox.send("outbox-none", 1)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no active transaction").hasMessageContaining("@Transactional");
        assertThatThrownBy(() -> outbox.sendAll(List.of())).isInstanceOf(IllegalStateException.class);
        assertThat(monitor.pending()).isZero();
    }

    @Test
    void whatIsRolledBackIsForgotten() throws Exception {
        transaction.begin();
        outbox.send("outbox-rollback", 1);
        transaction.rollback();

        transaction.begin();
        outbox.send("outbox-rollback", 2);
        transaction.setRollbackOnly();
        assertThat(outbox.send("outbox-rollback", 3)).isNotNull();
        assertThatThrownBy(transaction::commit).isInstanceOf(RollbackException.class);

        inTransaction(() -> outbox.send("outbox-rollback", 4));

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        assertThat(text(TopicReader.readOnly("outbox-rollback").value())).isEqualTo("4");
    }

    @Test
    void eachTransactionHasItsOwnRecords() throws Exception {
        transaction.begin();
        outbox.send("outbox-nested", "outer", "outer");
        shop.sendInNew("outbox-nested", "kept");
        assertThatThrownBy(() -> shop.sendInNewAndFail("outbox-nested")).hasMessage("no stock");
        transaction.rollback();

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        assertThat(text(TopicReader.readOnly("outbox-nested").value())).isEqualTo("\"kept\"");
    }

    @Test
    void whatIsSentBeforeCompletionIsWrittenToo() throws Exception {
        inTransaction(() -> {
            outbox.send("outbox-late", 1, "key");
            synchronizations.registerInterposedSynchronization(new Sending(() -> {
                outbox.send("outbox-late", 2, "key");
                synchronizations.registerInterposedSynchronization(
                        new Sending(() -> synchronizations.registerInterposedSynchronization(
                                new Sending(() -> outbox.send("outbox-late", 3, "key")))));
            }));
        });

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        assertThat(TopicReader.read("outbox-late")).extracting(one -> text(one.value())).containsExactly("1", "2", "3");
    }

    private record Sending(Runnable before) implements Synchronization {

        @Override
        public void beforeCompletion() {
            before.run();
        }

        @Override
        public void afterCompletion(int status) {
            // has been done
        }
    }

    @Test
    void whatCanNeverBePublishedIsRefusedBeforeTheCommit() throws Exception {
        inTransaction(() -> {
            assertThatThrownBy(() -> outbox.send("outbox-refused", new Unwritable()))
                    .isInstanceOfSatisfying(ValueSerializationException.class,
                            e -> assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT))
                    .hasMessageContaining(Unwritable.class.getName()).hasMessageNotContaining("payload-content");
            assertThatThrownBy(() -> outbox.send("outbox-refused", "x".repeat(300_000)))
                    .isInstanceOfSatisfying(SendRejectedException.class, e -> {
                        assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                        assertThat(e.retriable()).isFalse();
                    }).hasMessageContaining("max.request.size");
            assertThatThrownBy(() -> outbox.send("not a topic", 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> outbox.send("outbox-refused", 1, "half \ud83d"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("half a character at index 5");
            assertThatThrownBy(() -> outbox.send(new ProducerRecord<>("outbox-refused", 1, "key of a wrong type")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> outbox.sendAll(List.of(new ProducerRecord<>("outbox-refused", "first"),
                    new ProducerRecord<>("outbox-refused", new Unwritable()))))
                    .isInstanceOf(ValueSerializationException.class);
            outbox.send("outbox-refused", "fine");
        });

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        assertThat(text(TopicReader.readOnly("outbox-refused").value())).isEqualTo("\"fine\"");
    }

    @Test
    void aKeyThatTheBrokerRefusesHoldsBackItselfAlone() throws Exception {
        inTransaction(() -> {
            outbox.send("outbox-small", "x".repeat(TOO_LARGE_FOR_THE_TOPIC), "broken");
            outbox.send("outbox-small", "later", "broken");
            for (int i = 0; i < 50; i++) {
                outbox.send("outbox-small", i, "key-" + i);
            }
        });

        Awaitility.await().atMost(SOON).until(() -> monitor.pending() == 2 && monitor.blocked().size() == 1);
        BlockedKey blocked = monitor.blocked().get(0);
        assertThat(blocked.topic()).isEqualTo("outbox-small");
        assertThat(blocked.key()).isEqualTo("broken");
        assertThat(blocked.attempts()).isGreaterThanOrEqualTo(2);
        assertThat(blocked.error()).contains("SendRejectedException").doesNotContain("xxx");
        assertThat(monitor.oldest()).isPresent();
        monitor.retry(blocked.id());
        monitor.discard(blocked.id());
        assertThatThrownBy(() -> monitor.discard(blocked.id())).isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining(blocked.id().toString());

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        assertThat(TopicReader.read("outbox-small")).hasSize(51)
                .filteredOn(one -> text(one.key()).equals("broken")).singleElement()
                .satisfies(one -> assertThat(text(one.value())).isEqualTo("\"later\""));
    }

    @Test
    void aTransactionFailsWhoseRowsCannotBeWritten() throws Exception {
        execute("ALTER TABLE kafka_outbox ADD CONSTRAINT not_now CHECK (topic <> 'outbox-constraint')");
        try {
            transaction.begin();
            outbox.send("outbox-constraint", 1);
            assertThatThrownBy(transaction::commit).isInstanceOf(RollbackException.class)
                    .hasStackTraceContaining("could not be written to the outbox table 'kafka_outbox'");
        } finally {
            execute("ALTER TABLE kafka_outbox DROP CONSTRAINT not_now");
        }
        assertThat(monitor.pending()).isZero();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void anotherWriterMayLeaveRowsToo() throws Exception {
        execute("INSERT INTO kafka_outbox (lane, message_id, topic, \"KEY\", \"VALUE\") VALUES (63, '" + UUID.randomUUID()
                + "', 'outbox-other', X'6b6579', X'31')");

        assertThat(monitor.awaitEmpty(SOON)).isTrue();
        ConsumerRecord<byte[], byte[]> read = TopicReader.readOnly("outbox-other");
        assertThat(text(read.key())).isEqualTo("key");
        assertThat(text(read.value())).isEqualTo("1");
    }
}
