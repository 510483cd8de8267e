package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.runtime.BlockingOperationNotAllowedException;

/** Blocking sends on threads that a Kafka client needs to send: they would wait for themselves. */
class KafkaThreadTest {

    private static final KafkaCluster KAFKA = SharedKafka.creatingTopics();

    private static void assertRefused(Throwable thrown) {
        assertThat(thrown).isInstanceOf(BlockingOperationNotAllowedException.class)
                .hasMessageContaining("ReactiveProducer");
    }

    /** Sends, blocking, from where it must not. */
    public static class Sending implements ProducerInterceptor<Object, byte[]> {

        static volatile Producer producer;
        static final Map<String, Throwable> THROWN = new ConcurrentHashMap<>();

        @Override
        public ProducerRecord<Object, byte[]> onSend(ProducerRecord<Object, byte[]> record) {
            attempt("onSend");
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            attempt("onAcknowledgement");
        }

        private static void attempt(String where) {
            Producer sender = producer;
            if (sender != null) {
                try {
                    sender.send("intercepting", "from an interceptor");
                } catch (RuntimeException e) {
                    THROWN.put(where, e);
                }
            }
        }

        @Override
        public void close() {
        }

        @Override
        public void configure(Map<String, ?> configs) {
        }
    }

    @Test
    void aSendOfAnInterceptorIsRefusedAtOnce() {
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(),
                Map.of("properties.\"interceptor.classes\"", Sending.class.getName(), "close-timeout", "200MS"))) {
            tested.blocking().send("intercepting", "first");
            Sending.producer = tested.blocking();

            tested.blocking().send("intercepting", "second", Duration.ofSeconds(5));

            assertThat(Sending.THROWN).containsOnlyKeys("onSend", "onAcknowledgement")
                    .allSatisfy((where, thrown) -> assertRefused(thrown));
        } finally {
            Sending.producer = null;
        }
    }

    @Test
    void whatBlocksInACallbackOfKafkasOwnClientIsRefusedAtOnce() throws Exception {
        CompletableFuture<List<Throwable>> thrown = new CompletableFuture<>();
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers(),
                Map.of("transactional-id-prefix", "callback"));
                KafkaProducer<String, String> raw = new KafkaProducer<>(
                        Map.of("bootstrap.servers", KAFKA.bootstrapServers()), new StringSerializer(),
                        new StringSerializer())) {
            Producer producer = tested.blocking();
            raw.send(new ProducerRecord<>("called-back", "first"), (metadata, failure) -> thrown.complete(List.of(
                    catchThrowable(() -> producer.send("called-back", "second")),
                    catchThrowable(() -> producer.sendAll(List.of(new ProducerRecord<>("called-back", "third")))),
                    catchThrowable(() -> producer.runInTransaction(transaction -> {
                    })))));

            assertThat(thrown.get(10, TimeUnit.SECONDS)).hasSize(3).allSatisfy(KafkaThreadTest::assertRefused);
        }
        assertThat(Topics.read(KAFKA.bootstrapServers(), "called-back")).hasSize(1);
    }
}
