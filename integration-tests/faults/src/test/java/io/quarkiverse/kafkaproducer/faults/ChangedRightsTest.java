package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** Rights that an operator gives and takes away while the producer is in use. */
class ChangedRightsTest {

    private static final String TOPIC = "granted";

    private static AclBinding right(ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:app", "*", operation, AclPermissionType.ALLOW));
    }

    @Test
    void aTransactionIsNotRefusedForWhatWasRefusedBeforeTheRightWasGiven() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().scramUser("app", "secret-1").authorizer(true).start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers("SASL_PLAINTEXT"),
                        Map.of("security-protocol", "SASL_PLAINTEXT",
                                "sasl.mechanism", "SCRAM-SHA-256", "sasl.username", "app", "sasl.password", "secret-1",
                                "transactional-id-prefix", "rights", "close-timeout", "1S"))) {
            Topics.create(kafka.bootstrapServers(), TOPIC, 1, 1);
            AclBinding write = right(ResourceType.TOPIC, TOPIC, AclOperation.WRITE);
            admin.createAcls(List.of(right(ResourceType.TRANSACTIONAL_ID, "rights", AclOperation.ALL))).all().get(30,
                    TimeUnit.SECONDS);
            Producer producer = tested.blocking();
            assertRefused(producer, "before");
            give(admin, write);
            awaitSend(producer, true);

            producer.runInTransaction(transaction -> transaction.send(TOPIC, "given"));

            admin.deleteAcls(List.of(write.toFilter())).all().get(30, TimeUnit.SECONDS);
            awaitSend(producer, false);
            assertRefused(producer, "taken away");
            give(admin, write);
            awaitSend(producer, true);

            producer.runInTransaction(transaction -> transaction.send(TOPIC, "given again"));

            assertThat(Topics.readCommitted(kafka.bootstrapServers(), TOPIC))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .filteredOn(value -> !value.equals("\"plain\"")).containsExactly("\"given\"", "\"given again\"");
        }
    }

    private static void give(Admin admin, AclBinding right) throws Exception {
        admin.createAcls(List.of(right)).all().get(30, TimeUnit.SECONDS);
    }

    private static void assertRefused(Producer producer, String value) {
        SendRejectedException failure = catchThrowableOfType(SendRejectedException.class,
                () -> producer.runInTransaction(transaction -> transaction.send(TOPIC, value)));

        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    /** A right counts as soon as the broker has heard of it; a plain send has a client of its own. */
    private static void awaitSend(Producer producer, boolean taken) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            try {
                producer.send(TOPIC, "plain");
                return taken;
            } catch (SendRejectedException e) {
                return !taken;
            }
        });
    }
}
