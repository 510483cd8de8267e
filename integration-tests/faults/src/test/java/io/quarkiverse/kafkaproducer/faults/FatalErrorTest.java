package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

class FatalErrorTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int CALLERS = 8;

    @Test
    void aClientThatHasFailedForGoodIsReplaced() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().plainUser("app", "secret").authorizer(true).start()) {
            Topics.create(kafka.bootstrapServers(), "guarded", 1, 1);
            // it may see the topic, but neither write nor have a producer id, which is fatal for an idempotent client
            allow(kafka, AclOperation.DESCRIBE);
            try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers("SASL_PLAINTEXT"), Map.of(
                    "properties.\"security.protocol\"", "SASL_PLAINTEXT", "properties.\"sasl.mechanism\"", "PLAIN",
                    "properties.\"sasl.jaas.config\"",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"app\" password=\"secret\";"))) {
                Producer producer = tested.blocking();
                // several at a time, so that some are with a client, or on their way to it, while it is replaced
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
                List<Future<SendRejectedException>> sends = new ArrayList<>();
                for (int i = 0; i < CALLERS * 20; i++) {
                    sends.add(callers.submit(() -> catchThrowableOfType(SendRejectedException.class,
                            () -> producer.send("guarded", 1, TIMEOUT))));
                }
                callers.shutdown();
                for (Future<SendRejectedException> send : sends) {
                    assertThat(send.get()).hasRootCauseInstanceOf(ClusterAuthorizationException.class);
                }

                allow(kafka, AclOperation.WRITE);

                assertThat(producer.send("guarded", 2, TIMEOUT).offset()).isZero();
            }
        }
    }

    private static void allow(KafkaCluster kafka, AclOperation operation) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            admin.createAcls(List.of(new AclBinding(new ResourcePattern(ResourceType.TOPIC, "guarded", PatternType.LITERAL),
                    new AccessControlEntry("User:app", "*", operation, AclPermissionType.ALLOW)))).all()
                    .get(60, TimeUnit.SECONDS);
        }
    }
}
