package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A record that the broker refuses, among others that it would take. */
class RefusedBatchTest {

    private static final KafkaCluster KAFKA = SharedKafka.creatingTopics();

    private static void assertInnocentOnesAreAcknowledged(String topic, ProducerRecord<String, String> refused)
            throws Exception {
        int senders = 16;
        int each = 100;
        AtomicInteger acknowledged = new AtomicInteger();
        Set<String> notSent = ConcurrentHashMap.newKeySet();
        AtomicInteger unknown = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger refusals = new AtomicInteger();
        try (ProducerUnderTest tested = new ProducerUnderTest(KAFKA.bootstrapServers())) {
            Producer producer = tested.blocking();
            producer.send(topic, "first", "key");
            Thread bad = new Thread(() -> {
                while (!over.get()) {
                    try {
                        producer.send(refused);
                    } catch (SendRejectedException e) {
                        refusals.incrementAndGet();
                    }
                }
            });
            bad.start();
            ExecutorService callers = Executors.newFixedThreadPool(senders);
            for (int sender = 0; sender < senders; sender++) {
                String key = "key-" + sender;
                callers.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        try {
                            producer.send(topic, key + "/" + i, key);
                            acknowledged.incrementAndGet();
                        } catch (SendException e) {
                            if (e.outcome() == Outcome.UNKNOWN) {
                                // its batch was tried again, for the refusal of the one before, and then refused
                                unknown.incrementAndGet();
                            } else {
                                notSent.add('"' + key + "/" + i + '"');
                            }
                        }
                    }
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            over.set(true);
            bad.join();
        }
        assertThat(refusals.get()).isPositive();
        System.out.printf("## %d acknowledged, %d not sent, %d unknown, beside %d refused ones%n", acknowledged.get(),
                notSent.size(), unknown.get(), refusals.get());
        assertThat(acknowledged.get()).isGreaterThan(senders * each * 95 / 100);
        List<String> written = Topics.read(KAFKA.bootstrapServers(), topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
        Map<String, Integer> last = new HashMap<>();
        for (String value : written.subList(1, written.size())) {
            String[] keyAndNumber = value.replace("\"", "").split("/");
            int number = Integer.parseInt(keyAndNumber[1]);
            Integer before = last.put(keyAndNumber[0], number);
            assertThat(before == null || before < number).as("%s of %s before it", before, value).isTrue();
        }
        assertThat(written).doesNotHaveDuplicates().doesNotContainAnyElementsOf(notSent.isEmpty() ? Set.of("none") : notSent);
        assertThat(written.size()).isBetween(acknowledged.get() + 1, acknowledged.get() + unknown.get() + 1);
    }

    @Test
    void aRecordWithoutAKeyForACompactedTopicLeavesTheOthersUnharmed() throws Exception {
        Topics.create(KAFKA.bootstrapServers(), "compacted", Map.of("cleanup.policy", "compact"));

        assertInnocentOnesAreAcknowledged("compacted", new ProducerRecord<>("compacted", "without a key"));
    }

    @Test
    void aTimestampInMicrosecondsLeavesTheOthersUnharmed() throws Exception {
        Topics.create(KAFKA.bootstrapServers(), "timed", Map.of());

        assertInnocentOnesAreAcknowledged("timed", new ProducerRecord<>("timed", null,
                TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()), "key", "in microseconds"));
    }
}
