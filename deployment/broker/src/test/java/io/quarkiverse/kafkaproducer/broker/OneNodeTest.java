package io.quarkiverse.kafkaproducer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OneNodeTest {

    private static KafkaCluster kafka;

    @BeforeAll
    static void start() {
        kafka = KafkaCluster.builder().partitions(3).start();
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @Test
    void acknowledgesAndIsRead() throws Exception {
        Clients clients = Clients.of(kafka.bootstrapServers());
        clients.send("read", "one");
        assertThat(clients.read("read", 1)).containsExactly("one");
        try (KafkaProducer<String, String> producer = clients.producer()) {
            assertThat(producer.partitionsFor("read")).hasSize(3);
        }
    }

    @Test
    void hasOnlyTheListenersAskedFor() {
        assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + kafka.node(0).port())
                .isEqualTo(kafka.bootstrapServers("PLAINTEXT")).isEqualTo(kafka.node(0).bootstrapServers());
        assertThat(kafka.nodes()).containsExactly(kafka.node(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kafka.bootstrapServers("SASL_SSL"))
                .withMessageContaining("PLAINTEXT");
    }

    @Test
    void keepsItsDataWhenKilledAndStartedAgain() throws Exception {
        KafkaNode node = kafka.node(0);
        Clients clients = Clients.of(kafka.bootstrapServers());
        clients.send("kept", "before");
        long pid = node.pid();

        node.kill();
        assertThat(node.isAlive()).isFalse();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        node.start();

        assertThat(node.isAlive()).isTrue();
        clients.send("kept", "after");
        assertThat(clients.read("kept", 2)).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void startsAgainAfterItWasStopped() throws Exception {
        KafkaNode node = kafka.node(0);
        node.stop();
        assertThat(node.isAlive()).isFalse();
        node.start();
        assertThatIllegalStateException().isThrownBy(node::start).withMessage("kafka-node-0 is running");
        Clients.of(kafka.bootstrapServers()).send("stopped", "after");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void acknowledgesNothingWhileFrozen() throws Exception {
        KafkaNode node = kafka.node(0);
        try (KafkaProducer<String, String> producer = Clients.of(kafka.bootstrapServers()).producer()) {
            producer.send(new ProducerRecord<>("frozen", "before")).get(30, TimeUnit.SECONDS);
            node.freeze();
            assertThat(node.isAlive()).isTrue();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("frozen", "meanwhile"));
            assertThatThrownBy(() -> sent.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            node.thaw();
            assertThat(sent.get(30, TimeUnit.SECONDS).topic()).isEqualTo("frozen");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void canBeKilledWhileFrozen() {
        KafkaNode node = kafka.node(0);
        node.freeze();
        node.kill();
        assertThat(node.isAlive()).isFalse();
        assertThatIllegalStateException().isThrownBy(node::freeze);
        node.start();
    }
}
