package io.quarkiverse.kafkaproducer.test.send;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;

class AcknowledgedSendsTest {

    record Order(String id, double amount, List<Line> lines) {
    }

    record Line(String product, int pieces) {
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Order.class, Line.class, Kind.class)
            .setBeforeAllCustomizer(() -> List.of("one-key", "shared").forEach(topic -> SharedBroker.createTopic(topic, 4)));

    @Inject
    Producer producer;

    record Kind(Object value, String json) {
    }

    @ParameterizedTest
    @ValueSource(strings = { "io.micrometer.core.instrument.MeterRegistry", "io.opentelemetry.sdk.OpenTelemetrySdk",
            "io.quarkus.opentelemetry.runtime.QuarkusContextStorage", "org.eclipse.microprofile.health.HealthCheck" })
    void anApplicationCarriesNothingOfExtensionsThatItDoesNotHave(String className) {
        assertThatThrownBy(() -> Class.forName(className, false, Thread.currentThread().getContextClassLoader()))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "metrics", "tracing", "health" })
    void anApplicationHasNoBeanForExtensionsThatItDoesNotHave(String concern) {
        assertThat(Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE))
                .extracting(bean -> bean.getBeanClass().getName()).isNotEmpty()
                .noneMatch(name -> name.startsWith(Producers.class.getPackageName() + "." + concern));
    }

    /** Made in the application: a parameter of a test is copied into it, and Jackson's trees do not survive that. */
    static Kind kind(String name) throws Exception {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", "John");
        object.put("age", 30);
        object.put("hobbies", List.of("reading", "gaming"));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("theme", "dark");
        settings.put("notifications", true);
        return switch (name) {
            case "number" -> new Kind(42, "42");
            case "string" -> new Kind("hello", "\"hello\"");
            case "boolean" -> new Kind(true, "true");
            case "object" -> new Kind(object, "{\"name\":\"John\",\"age\":30,\"hobbies\":[\"reading\",\"gaming\"]}");
            case "array" -> new Kind(List.of(1, 2, 3, 4, 5), "[1,2,3,4,5]");
            case "nested" -> new Kind(Map.of("user", Map.of("profile", settings)),
                    "{\"user\":{\"profile\":{\"theme\":\"dark\",\"notifications\":true}}}");
            case "record" -> new Kind(new Order("ORD-001", 99.99, List.of(new Line("book", 2))),
                    "{\"id\":\"ORD-001\",\"amount\":99.99,\"lines\":[{\"product\":\"book\",\"pieces\":2}]}");
            case "tree" -> new Kind(new ObjectMapper().readTree("{\"a\":[1,{\"b\":null}]}"), "{\"a\":[1,{\"b\":null}]}");
            case "non-ascii" -> new Kind(Map.of("name", "Zoë 李 🚀"), "{\"name\":\"Zoë 李 🚀\"}");
            case "json-null" -> new Kind(NullNode.getInstance(), "null");
            case "tombstone" -> new Kind(null, null);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = { "number", "string", "boolean", "object", "array", "nested", "record", "tree", "non-ascii",
            "json-null", "tombstone" })
    void everyKindOfValueArrivesAsItsJson(String name) throws Exception {
        Kind kind = kind(name);

        producer.send("value-" + name, kind.value());

        String written = text(TopicReader.readOnly("value-" + name).value());
        if (kind.json() == null) {
            assertThat(written).isNull();
        } else {
            // Jackson may write a character outside the basic plane as an escape
            assertThat(new ObjectMapper().readTree(written)).isEqualTo(new ObjectMapper().readTree(kind.json()));
        }
    }

    @Test
    void aTextKeyArrivesAsUtf8() {
        producer.send("text-keys", 1, "Zoë-李");

        assertThat(TopicReader.readOnly("text-keys").key()).isEqualTo("Zoë-李".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBinaryKeyArrivesAsItIs() {
        byte[] key = { 0, (byte) 0xff, 'a', '\n' };

        producer.send("binary-keys", 1, key);

        assertThat(TopicReader.readOnly("binary-keys").key()).isEqualTo(key);
    }

    @Test
    void withoutAKeyTheRecordHasNone() {
        producer.send("no-keys", 1);
        producer.send("no-keys", 2, (String) null);
        producer.send("no-keys", 3, (byte[]) null, Duration.ofSeconds(10));

        assertThat(TopicReader.read("no-keys")).hasSize(3).allSatisfy(record -> assertThat(record.key()).isNull());
    }

    @Test
    void recordsOfOneKeyAreInOnePartitionAndInOrder() {
        for (int i = 0; i < 1000; i++) {
            producer.send("one-key", i, "user-123");
        }

        List<ConsumerRecord<byte[], byte[]>> records = TopicReader.read("one-key");
        assertThat(records).extracting(ConsumerRecord::partition).containsOnly(records.get(0).partition());
        assertThat(records).extracting(record -> text(record.value()))
                .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
    }

    @Test
    void theMetadataReturnedIsWhereAConsumerFindsTheRecord() {
        Map<String, RecordMetadata> sent = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            sent.put("key-" + i, producer.send("shared-metadata", i, "key-" + i, Duration.ofSeconds(10)));
        }

        for (ConsumerRecord<byte[], byte[]> record : TopicReader.read("shared-metadata")) {
            RecordMetadata metadata = sent.remove(text(record.key()));
            assertThat(metadata.topic()).isEqualTo(record.topic());
            assertThat(metadata.partition()).isEqualTo(record.partition());
            assertThat(metadata.offset()).isEqualTo(record.offset());
            assertThat(metadata.timestamp()).isEqualTo(record.timestamp());
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void thirtyTwoThreadsShareTheBeanAndNothingIsLostOrDoubled() throws Exception {
        int threads = 32;
        int records = 10_000;
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                work.add(pool.submit(() -> {
                    for (int id = first; id < records; id += threads) {
                        RecordMetadata metadata = producer.send("shared", id, "key-" + id % 100);
                        acknowledged.add(metadata.partition() + "@" + metadata.offset() + "=" + id);
                    }
                }));
            }
            for (Future<?> done : work) {
                done.get(2, TimeUnit.MINUTES);
            }
        } finally {
            pool.shutdownNow();
        }

        List<ConsumerRecord<byte[], byte[]>> read = TopicReader.read("shared");
        assertThat(read).hasSize(records);
        assertThat(read.stream().map(record -> record.partition() + "@" + record.offset() + "=" + text(record.value()))
                .collect(Collectors.toSet())).isEqualTo(acknowledged).hasSize(records);
    }
}
