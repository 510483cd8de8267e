package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** Tests the last word on records whose outcome was UNKNOWN. */
class EventuallyTest {

    @Test
    void aRecordThatArrivesAfterItsSenderGaveUpCompletesWithItsMetadataOnAWorker() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.builder().start();
                ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers())) {
            Producer producer = tested.blocking();
            producer.send("frozen", "first");
            kafka.node(0).freeze();
            SendTimeoutException failure = catchThrowableOfType(SendTimeoutException.class,
                    () -> producer.send("frozen", "late", Duration.ofMillis(500)));
            assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
            CompletableFuture<RecordMetadata> ending = failure.eventually().toCompletableFuture();
            CompletableFuture<String> thread = ending.thenApply(metadata -> Thread.currentThread().getName());
            assertThat(ending).isNotDone();

            kafka.node(0).thaw();

            assertThat(ending.get(60, TimeUnit.SECONDS).offset()).isEqualTo(1);
            assertThat(thread.get(60, TimeUnit.SECONDS)).doesNotContain("network");
            assertThat(failure.eventually().toCompletableFuture().get(10, TimeUnit.SECONDS).offset()).isEqualTo(1);
            assertThat(new String(Topics.read(kafka.bootstrapServers(), "frozen").get(1).value())).isEqualTo("\"late\"");
        }
    }

    @Test
    void aProducerThatIsClosedHasTheLastWord() throws Exception {
        CompletableFuture<RecordMetadata> ending;
        try (KafkaCluster kafka = KafkaCluster.builder().start()) {
            try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers(), Map.of("close-timeout", "200MS"))) {
                tested.blocking().send("frozen", "first");
                kafka.node(0).freeze();
                ending = catchThrowableOfType(SendTimeoutException.class,
                        () -> tested.blocking().send("frozen", "late", Duration.ofMillis(500))).eventually()
                        .toCompletableFuture();
            }
            kafka.node(0).thaw();
        }
        ExecutionException thrown = catchThrowableOfType(ExecutionException.class, () -> ending.get(30, TimeUnit.SECONDS));
        assertThat(thrown.getCause()).isInstanceOfSatisfying(ProducerClosedException.class,
                last -> assertThat(last.outcome()).isEqualTo(Outcome.UNKNOWN));
    }

    @Test
    void whatHasEndedHasEnded() {
        try (ProducerUnderTest tested = new ProducerUnderTest("localhost:1")) {
            SendException failure = catchThrowableOfType(ValueSerializationException.class,
                    () -> tested.blocking().send("orders", new Object()));

            ExecutionException thrown = catchThrowableOfType(ExecutionException.class,
                    () -> failure.eventually().toCompletableFuture().get());

            assertThat(thrown).hasCause(failure);
        }
    }
}
