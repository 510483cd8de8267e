package io.quarkiverse.kafkaproducer.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Checks the input of native-image. Only native-image itself is not run. */
class NativeSourcesTest {

    /** Matches types that are registered as sent, and not as a bean, say. */
    private static final Predicate<JsonNode> REGISTERED_WHOLE = type -> type.path("allDeclaredFields").asBoolean()
            && type.path("allDeclaredMethods").asBoolean() && type.path("allDeclaredConstructors").asBoolean();

    public record Simple(String id, Nested nested) {
    }

    public record Nested(int n) {
    }

    public static class WithGetters {
        public Nested2 getNested() {
            return new Nested2();
        }
    }

    public static class Nested2 {
        public int n = 1;
    }

    public record WithList(List<Item> items) {
    }

    public record Item(String name) {
    }

    public record WithMap(Map<String, List<Price>> prices) {
    }

    public record Price(long cents) {
    }

    public record Envelope<T>(String type, T payload) {
    }

    public record Enveloped(String id) {
    }

    public enum Status {
        NEW,
        PAID {
            @Override
            public String toString() {
                return "paid";
            }
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({ @JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class) })
    public interface Shape {
    }

    public record Circle(Center center) implements Shape {
    }

    public record Center(int x, int y) {
    }

    public record Square(int side) implements Shape {
    }

    public record Drawing(List<Shape> shapes) {
    }

    public record ByLocal(String id) {
    }

    public record ByTernary(String id) {
    }

    public record ByOtherTernary(String id) {
    }

    public record Returned(String id) {
    }

    public record Injected(String id) {
    }

    public record InAList(String id) {
    }

    public record InARecord(String id) {
    }

    public record InAMethodsList(String id) {
    }

    public record InALambda(String id) {
    }

    public record Captured(String id) {
    }

    public record ByClass(String id) {
    }

    public record ByReference(String id) {
    }

    public record OfAStream(String id) {
    }

    public record ByARawClient(String id) {
    }

    public record OfALocalMap(String id) {
    }

    public record Included(IncludedToo too) {
    }

    public record IncludedToo(String id) {
    }

    public record NeverSent(String id) {
    }

    public static class AsText implements Serializer<Object> {

        @Override
        public byte[] serialize(String topic, Object value) {
            return value.toString().getBytes();
        }
    }

    @ApplicationScoped
    public static class Sends {

        @Inject
        Producer producer;

        @Inject
        ReactiveProducer reactive;

        @Inject
        @Topic("injected")
        TopicProducer<Map<String, Injected[]>> typed;

        @Inject
        @Topic("${some.topic}")
        TopicProducer<Object> anything;

        private Envelope<Enveloped> envelope;

        void shapes(boolean choice) {
            producer.send("t", new Simple("1", new Nested(2)));
            producer.send("t", new WithGetters(), "key");
            producer.send("t", new WithList(List.of()), "key".getBytes());
            anything.send(new WithMap(Map.of()));
            producer.send("t", envelope);
            producer.send("t", Status.NEW);
            producer.send("t", new Drawing(List.of()));
            Object local = new ByLocal("1");
            producer.send("t", local);
            producer.send("t", choice ? new ByTernary("1") : new ByOtherTernary("2"));
            producer.send("t", returned());
        }

        private Returned returned() {
            return new Returned("1");
        }

        List<InAMethodsList> list() {
            return List.of();
        }

        void inOthers(List<Captured> captured, Multi<ProducerRecord<String, OfAStream>> stream) {
            List<InAList> inAList = List.of(new InAList("1"));
            producer.send("t", inAList);
            producer.send("t", list().get(0));
            producer.sendAll(List.of(new ProducerRecord<>("t", null, "key", new InARecord("1"), List.of())));
            producer.runInTransaction(transaction -> {
                transaction.send("t", new InALambda("1"));
                transaction.send("t", captured.get(0));
                transaction.topic("t", ByClass.class).sendAll(List.of());
            });
            BiFunction<String, ByReference, Uni<RecordMetadata>> reference = reactive::send;
            reference.apply("t", null);
            reactive.sendAll(stream);
            Map<String, OfALocalMap> map = Map.of("1", new OfALocalMap("2"));
            producer.send("t", map);
        }

        void needNothing(JsonNode node, Map<String, Integer> numbers) {
            producer.send("t", "text");
            producer.send("t", 1);
            producer.send("t", node);
            producer.send("t", numbers);
            producer.send("t", new byte[0]);
            producer.send("t", null);
        }

        void cannotBeKnown(Object object, ProducerRecord<?, ?> record) {
            producer.send("t", Map.of("key", object));
            producer.send("t", object);
            producer.send(record);
            anything.send(List.of(object));
        }

        NeverSent neverSent() {
            return new NeverSent("1");
        }
    }

    @Singleton
    public static class ByHand {

        @Inject
        KafkaInstances instances;

        void send() {
            try (var raw = instances.get().getProducer()) {
                raw.send(new ProducerRecord<>("t", new ByARawClient("1")));
            }
        }
    }

    @TempDir
    static Path directory;

    private static NativeSources sources;

    @BeforeAll
    static void build() throws Exception {
        sources = NativeSources.build(directory,
                jar -> jar.addClasses(NativeSourcesTest.class.getDeclaredClasses()).addClass(Status.PAID.getClass())
                        .addClasses(SentShapes.class.getDeclaredClasses()),
                Map.of("quarkus.kafka-producer.value-serializer", AsText.class.getName(),
                        "quarkus.kafka-producer.payload-types.include", Included.class.getName()));
    }

    @Test
    void theTypesThatAreSentAreRegisteredWithAllThatIsInThemAndNoOthers() throws IOException {
        assertThat(sources.reflective(NativeSourcesTest.class.getName()).filter(REGISTERED_WHOLE)
                .map(NativeSourcesTest::name)).containsExactlyInAnyOrderElementsOf(
                        Stream.of(Simple.class, Nested.class, WithGetters.class, Nested2.class, WithList.class, Item.class,
                                WithMap.class, Price.class, Envelope.class, Enveloped.class, Status.class,
                                Status.PAID.getClass(), Drawing.class, Shape.class, Circle.class, Center.class, Square.class,
                                ByLocal.class, ByTernary.class, ByOtherTernary.class, Returned.class, Injected.class,
                                InAList.class, InARecord.class, InAMethodsList.class, InALambda.class, Captured.class,
                                ByClass.class, ByReference.class, OfAStream.class, OfALocalMap.class, ByARawClient.class,
                                Included.class,
                                IncludedToo.class).map(Class::getName).toList());
    }

    @Test
    void whatIsSentIsFoundInEachShapeOfACall() throws IOException {
        String prefix = SentShapes.class.getName() + '$';
        assertThat(sources.reflective(prefix).filter(REGISTERED_WHOLE).map(NativeSourcesTest::name))
                .containsExactlyInAnyOrderElementsOf(Stream.of(SentShapes.class.getDeclaredClasses()).map(Class::getName)
                        .filter(name -> name.startsWith(prefix + "Sent")).toList());
    }

    @Test
    void whatCannotBeKnownIsToldOnceWithALineForEachPlace() {
        String place = "\t" + Sends.class.getName() + ".cannotBeKnown(NativeSourcesTest.java:";
        assertThat(sources.log()).filteredOn(line -> line.contains("may be anything")).singleElement().asString()
                .contains("quarkus.kafka-producer.payload-types.include")
                .satisfies(warning -> assertThat(warning.lines().skip(1)).hasSize(7)
                        .allMatch(line -> line.length() < place.length() + 40)
                        .contains("\t" + SentShapes.SentReadEvent.class.getName() + ".payload: Object",
                                "\t" + SentShapes.SentAttributes.class.getName() + ".attributes: Map<String, Object>",
                                "\t" + SentShapes.SentAttributes.class.getName() + ".items: List<?>")
                        .filteredOn(line -> line.startsWith(place)).hasSize(4)
                        .anyMatch(line -> line.endsWith("): Map<String, Object>"))
                        .anyMatch(line -> line.endsWith("): List<Object>"))
                        .anyMatch(line -> line.endsWith("): Object")));
    }

    @Test
    void whatKafkaMakesByNameIsThereAndNothingElseOfTheExtension() throws IOException {
        assertThat(sources.reflective(AsText.class.getName())).singleElement()
                .matches(type -> type.path("allDeclaredConstructors").asBoolean());
        assertThat(sources.reflective(ByteArraySerializer.class.getName())).isNotEmpty();
        // the qualifiers, and what Quarkus makes of the configuration
        assertThat(sources.reflective("io.quarkiverse.kafkaproducer.").map(NativeSourcesTest::name)
                .filter(name -> !name.startsWith(NativeSourcesTest.class.getName())
                        && !name.startsWith(SentShapes.class.getName())
                        && !name.startsWith("io.quarkiverse.kafkaproducer.runtime.config.") && !name.contains("Config$")
                        && !name.endsWith("$$CMImpl")))
                .containsExactlyInAnyOrder(Topic.class.getName(), ProducerName.class.getName());
        assertThat(sources.configuration("proxy-config.json").toString()).doesNotContain("kafkaproducer");
        assertThat(sources.configuration("resource-config.json").toString()).contains("resources")
                .doesNotContain("kafkaproducer");
        assertThat(sources.configuration("serialization-config.json").toString()).doesNotContain("kafkaproducer");
    }

    @Test
    void theCodecsWithNativeLibrariesWork() throws IOException {
        String resources = sources.configuration("resource-config.json").toString();
        assertThat(resources).contains("libzstd-jni-").contains("snappyjava");

        JsonNode jni = sources.configuration("jni-config.json");
        assertThat(jni).anyMatch(isAllAccessible("com.github.luben.zstd.ZstdOutputStreamNoFinalizer"))
                .anyMatch(isAllAccessible("com.github.luben.zstd.ZstdInputStreamNoFinalizer"))
                .anyMatch(isAllAccessible("org.xerial.snappy.SnappyNative"));

        assertThat(sources.feature()).contains("com.github.luben.zstd", "org.xerial.snappy");
    }

    private static Predicate<JsonNode> isAllAccessible(String name) {
        return type -> name(type).equals(name) && type.path("allDeclaredMethods").asBoolean()
                && type.path("allDeclaredFields").asBoolean() && type.path("allDeclaredConstructors").asBoolean();
    }

    private static String name(JsonNode type) {
        return type.path("name").asText();
    }
}
