package io.quarkiverse.kafkaproducer.deployment.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Types of values that are sent in the ways in which applications are written, by the method that sends them. */
class SentShapesTest {

    record X(String id) {
    }

    record Y(String id) {

        static Y of(X x) {
            return new Y(x.id());
        }
    }

    record Generic<T>(String key, T value) {
    }

    record Holder(X x, List<Y> ys) {
    }

    enum Kind {
        A,
        B
    }

    static class Branches {

        Producer producer;

        void switched(int n) {
            producer.send("t", switch (n) {
                case 0 -> new X("1");
                case 1 -> new Y("1");
                default -> throw new IllegalArgumentException();
            });
        }

        void switchedOnAnEnum(Kind kind) {
            Object value = switch (kind) {
                case A -> new X("1");
                case B -> {
                    X x = new X("2");
                    yield Y.of(x);
                }
            };
            producer.send("t", value);
        }

        void nestedTernary(int n) {
            producer.send("t", n == 0 ? null : n == 1 ? new X("1") : new Y("2"));
        }

        void instanceOf(Object object) {
            if (object instanceof X x) {
                producer.send("t", x);
            }
        }

        void caught(String id) {
            Object value;
            try {
                value = new X(id);
            } catch (IllegalStateException e) {
                value = new Y(id);
            }
            producer.send("t", value);
        }

        void requireNonNull(X x) {
            producer.send("t", Objects.requireNonNull(x));
        }

        void requireNonNullElse(X x) {
            producer.send("t", Objects.requireNonNullElse(x, new X("1")));
        }
    }

    static class Optionals {

        Producer producer;

        void ifPresent(Optional<X> x) {
            x.ifPresent(each -> producer.send("t", each));
        }

        void mappedAndPresent(Optional<X> x) {
            x.map(Y::of).ifPresent(y -> producer.send("t", y));
        }

        void orElse(Optional<X> x) {
            producer.send("t", x.orElse(null));
        }

        void orElseThrow(Optional<X> x) {
            producer.send("t", x.map(Y::of).orElseThrow());
        }

        void orElseGet(Optional<X> x) {
            producer.send("t", x.orElseGet(() -> new X("1")));
        }

        void flatMapped(Optional<X> x) {
            producer.send("t", x.flatMap(each -> Optional.of(Y.of(each))).get());
        }

        void ofNullable(X x) {
            Optional.ofNullable(x).map(each -> new Generic<>("k", each)).ifPresent(each -> producer.send("t", each));
        }

        void found(List<X> xs) {
            xs.stream().filter(x -> x.id() != null).findFirst().ifPresent(x -> producer.send("t", x));
        }
    }

    static class Streams {

        Producer producer;

        void flatMapped(List<List<X>> xs) {
            producer.send("t", xs.stream().flatMap(List::stream).toList());
        }

        void flatMappedLambda(Map<String, List<X>> xs) {
            xs.values().stream().flatMap(each -> each.stream()).forEach(x -> producer.send("t", x));
        }

        void filtered(Collection<X> xs) {
            xs.stream().filter(x -> x.id() != null).sorted().distinct().limit(3).peek(x -> {
            }).forEach(x -> producer.send("t", x));
        }

        void streamOf(X x) {
            Stream.of(x).map(Y::of).forEach(y -> producer.send("t", y));
        }

        void concatenated(List<X> one, List<X> other) {
            producer.send("t", Stream.concat(one.stream(), other.stream()).toList());
        }

        void toMap(List<X> xs) {
            producer.send("t", xs.stream().collect(Collectors.toMap(X::id, Function.identity())));
        }

        void toMapOfOthers(List<X> xs) {
            producer.send("t", xs.stream().collect(Collectors.toMap(X::id, x -> Y.of(x))));
        }

        void grouped(List<X> xs) {
            producer.send("t",
                    xs.stream().collect(Collectors.groupingBy(X::id, Collectors.mapping(Y::of, Collectors.toList()))));
        }

        void counted(List<X> xs) {
            producer.send("t", xs.stream().collect(Collectors.groupingBy(X::id, Collectors.counting())));
        }

        void toSet(List<X> xs) {
            producer.send("t", xs.stream().collect(Collectors.toSet()));
        }

        void reduced(List<X> xs) {
            producer.send("t", xs.stream().reduce(new X("1"), (one, other) -> other));
        }

        void entryValues(Map<String, X> xs) {
            producer.send("t", xs.entrySet().stream().map(Map.Entry::getValue).toList());
        }

        void accessors(List<Generic<X>> xs) {
            xs.stream().map(Generic::value).forEach(x -> producer.send("t", x));
        }

        void listed(List<X> xs) {
            producer.send("t", xs.stream().map(List::of).toList());
        }

        void presentOnes(List<Optional<X>> xs) {
            producer.send("t", xs.stream().flatMap(Optional::stream).toList());
        }

        void array(X[] xs) {
            Arrays.stream(xs).forEach(x -> producer.send("t", x));
        }
    }

    static class Collected {

        Producer producer;

        void iterated(Collection<X> xs) {
            for (Iterator<X> each = xs.iterator(); each.hasNext();) {
                producer.send("t", each.next());
            }
        }

        void eachOfAnArray(X[] xs) {
            for (X x : xs) {
                producer.send("t", x);
            }
        }

        void entries(Map<String, X> xs) {
            for (Map.Entry<String, X> entry : xs.entrySet()) {
                producer.send("t", entry.getValue(), entry.getKey());
            }
        }

        void got(Map<String, List<X>> xs) {
            producer.send("t", xs.get("a").get(0));
        }

        void orDefault(Map<String, X> xs) {
            producer.send("t", xs.getOrDefault("a", new X("1")));
        }

        void computed(ConcurrentHashMap<String, X> xs) {
            producer.send("t", xs.computeIfAbsent("a", X::new));
        }

        void polled(Queue<X> xs) {
            for (X x = xs.poll(); x != null; x = xs.poll()) {
                producer.send("t", x);
            }
        }

        void referred(AtomicReference<X> x) {
            producer.send("t", x.get());
        }

        void asList(X x) {
            producer.send("t", Arrays.asList(x, x));
        }

        void setOf(X x) {
            producer.send("t", Set.of(x));
        }

        void singletons(X x) {
            producer.send("t", Collections.singletonMap("a", Collections.singletonList(x)));
        }

        void ofEntries(X x) {
            producer.send("t", Map.ofEntries(Map.entry("a", x)));
        }

        void copied(List<X> xs) {
            producer.send("t", new ArrayList<>(xs));
        }

        void copiedOf(List<X> xs) {
            producer.send("t", List.copyOf(xs));
        }

        void payload(X x, String id) {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("id", id);
            payload.put("count", 1);
            payload.put("x", x);
            producer.send("t", payload);
        }
    }

    static class Stages {

        Producer producer;
        ReactiveProducer reactive;

        void accepted(CompletionStage<X> x) {
            x.thenAccept(each -> producer.send("t", each));
        }

        void acceptedByReference(CompletionStage<X> x) {
            x.thenApply(Y::of).thenAccept(this::publish);
        }

        private void publish(Object value) {
            producer.send("t", value);
        }

        void supplied() {
            CompletableFuture.supplyAsync(() -> new X("1")).thenAccept(x -> producer.send("t", x));
        }

        void composed(CompletableFuture<X> x) {
            x.thenCompose(each -> reactive.send("t", each).subscribeAsCompletionStage());
        }

        void joined(CompletableFuture<X> x) {
            producer.send("t", x.join());
        }

        void submitted(ExecutorService executor) {
            executor.submit(() -> producer.send("t", new X("1")));
        }

        void handled(CompletableFuture<X> x) {
            x.whenComplete((each, failure) -> producer.send("t", each));
        }
    }

    static class Mutiny {

        ReactiveProducer reactive;

        Uni<RecordMetadata> transformed(Uni<X> x) {
            return x.onItem().transform(Y::of).onItem().transformToUni(y -> reactive.send("t", y));
        }

        Uni<RecordMetadata> flatMapped(Uni<X> x) {
            return x.flatMap(each -> reactive.send("t", each));
        }

        Uni<X> called(Uni<X> x) {
            return x.call(each -> reactive.send("t", each));
        }

        Uni<X> onItemCalled(Uni<X> x) {
            return x.onItem().call(each -> reactive.send("t", each));
        }

        Uni<RecordMetadata> notNull(Uni<X> x) {
            return x.onItem().ifNotNull().transformToUni(each -> reactive.send("t", each));
        }

        Uni<RecordMetadata> created() {
            return Uni.createFrom().item(new X("1")).chain(x -> reactive.send("t", x));
        }

        Uni<RecordMetadata> createdBySupplier() {
            return Uni.createFrom().item(() -> new X("1")).chain(x -> reactive.send("t", x));
        }

        Multi<RecordMetadata> concatenated(Multi<X> x) {
            return x.onItem().transformToUniAndConcatenate(each -> reactive.send("t", each));
        }

        Multi<RecordMetadata> merged(Multi<X> x) {
            return x.map(Y::of).onItem().transformToUniAndMerge(each -> reactive.send("t", each));
        }

        void records(Multi<X> x) {
            reactive.sendAll(x.map(each -> new ProducerRecord<>("t", Y.of(each)))).subscribe().with(each -> {
            });
        }

        Uni<RecordMetadata> combined(Uni<X> x, Uni<Y> y) {
            return Uni.combine().all().unis(x, y).asTuple().chain(both -> reactive.send("t", both.getItem2()));
        }

        Uni<List<RecordMetadata>> collected(Multi<X> x) {
            return x.map(each -> new ProducerRecord<>("t", each)).collect().asList().chain(all -> reactive.sendAll(all));
        }
    }

    static class Holders extends Base {

        static final X CONSTANT = new X("1");

        Holder holder;
        Generic<X> generic;

        void accessor() {
            producer.send("t", holder.x());
        }

        void accessorOfMany() {
            holder.ys().forEach(y -> producer.send("t", y));
        }

        void genericAccessor() {
            producer.send("t", generic.value());
        }

        void inherited() {
            producer.send("t", kept);
        }

        void constant() {
            producer.send("t", CONSTANT);
        }

        void anonymous(X x) {
            new Runnable() {
                @Override
                public void run() {
                    producer.send("t", x);
                }
            }.run();
        }

        void supplied() {
            Supplier<X> supplier = () -> new X("1");
            producer.send("t", supplier.get());
        }

        void mapped(X x) {
            Function<X, Y> mapper = Y::of;
            producer.send("t", mapper.apply(x));
        }

        void constructed() {
            Function<String, X> constructor = X::new;
            producer.send("t", constructor.apply("1"));
        }

        void constructedByTwo(X x) {
            BiFunction<String, X, Generic<X>> constructor = Generic::new;
            producer.send("t", constructor.apply("1", x));
        }

        void called(Callable<X> callable) throws Exception {
            producer.send("t", callable.call());
        }

        void handedToTheCode(X x) {
            with(x, each -> producer.send("t", each));
        }

        private static <T> void with(T value, Consumer<T> code) {
            code.accept(value);
        }

        void built() {
            producer.send("t", new XBuilder().id("1").build());
        }

        void genericallyBuilt(X x) {
            producer.send("t", GenericBuilder.<X> create().key("1").value(x).build());
        }

        void converted(ObjectMapper mapper, Object object) {
            producer.send("t", mapper.convertValue(object, X.class));
        }

        void read(ObjectMapper mapper, String json) throws JsonProcessingException {
            producer.send("t", mapper.readValue(json, X.class));
        }

        void cast(Object object) {
            producer.send("t", X.class.cast(object));
        }

        void cloned(X[] xs) {
            producer.send("t", xs.clone());
        }
    }

    static class Base {

        Producer producer;
        protected X kept;
    }

    static class XBuilder {

        private String id;

        XBuilder id(String value) {
            this.id = value;
            return this;
        }

        X build() {
            return new X(id);
        }
    }

    static class GenericBuilder<T> {

        private String key;
        private T value;

        static <T> GenericBuilder<T> create() {
            return new GenericBuilder<>();
        }

        GenericBuilder<T> key(String text) {
            this.key = text;
            return this;
        }

        GenericBuilder<T> value(T given) {
            this.value = given;
            return this;
        }

        Generic<T> build() {
            return new Generic<>(key, value);
        }
    }

    abstract static class GenericBase<T> {

        Producer producer;
        T latest;

        void sendLatest() {
            producer.send("t", latest);
        }

        protected abstract T next();

        void sendNext() {
            producer.send("t", next());
        }

        void wrapAndSend(T value) {
            producer.send("t", new Generic<>("k", value));
        }
    }

    static class GenericOfX extends GenericBase<X> {

        void sendInherited() {
            producer.send("t", latest);
        }

        @Override
        protected X next() {
            return new X("1");
        }
    }

    interface Publishes<T> {

        Producer producer();

        default void publishByDefault(T value) {
            producer().send("t", value);
        }
    }

    record PublishesX(Producer producer) implements Publishes<X> {
    }

    static class Records {

        Producer producer;

        void withHeaders(X x) {
            producer.send(new ProducerRecord<>("t", 0, 1L, "k", x, List.of()));
        }

        void declaredAsAnything(X x) {
            ProducerRecord<String, Object> record = new ProducerRecord<>("t", x);
            record.headers().add("a", new byte[0]);
            producer.send(record);
        }

        void byAHelper(X x) {
            producer.send(record(x));
        }

        private static <V> ProducerRecord<String, V> record(V value) {
            return new ProducerRecord<>("t", value);
        }

        void collected(List<X> xs) {
            producer.sendAll(xs.stream().map(x -> new ProducerRecord<String, Object>("t", x)).toList());
        }

        void collectedByReference(List<X> xs) {
            producer.sendAll(xs.stream().map(Records::record).toList());
        }

        void filled(List<X> xs) {
            List<ProducerRecord<?, ?>> records = new ArrayList<>();
            for (X x : xs) {
                records.add(new ProducerRecord<>("t", x));
            }
            producer.sendAll(records);
        }

        void listOf(X x, Y y) {
            producer.sendAll(List.of(new ProducerRecord<>("t", x), new ProducerRecord<>("t", y)));
        }

        void inATransaction(X x) {
            producer.runInTransaction(transaction -> {
                transaction.topic("t", X.class).send(x);
                transaction.send("t", Y.of(x));
            });
        }

        void calledInATransaction(List<X> xs) {
            producer.callInTransaction(transaction -> {
                xs.forEach(x -> transaction.send("t", x));
                return null;
            });
        }
    }

    private final Map<String, Set<String>> sent = new TreeMap<>();

    @Test
    void branches() throws IOException {
        find(Branches.class);

        assertSent("switched", "X", "Y");
        assertSent("switchedOnAnEnum", "X", "Y");
        assertSent("nestedTernary", "X", "Y");
        assertSent("instanceOf", "X");
        assertSent("caught", "X", "Y");
        assertSent("requireNonNull", "X");
        assertSent("requireNonNullElse", "X");
        assertAllSeen();
    }

    @Test
    void optionals() throws IOException {
        find(Optionals.class);

        assertSent("ifPresent", "X");
        assertSent("mappedAndPresent", "Y");
        assertSent("orElse", "X");
        assertSent("orElseThrow", "Y");
        assertSent("orElseGet", "X");
        assertSent("flatMapped", "Y");
        assertSent("ofNullable", "Generic<X>");
        assertSent("found", "X");
        assertAllSeen();
    }

    @Test
    void streams() throws IOException {
        find(Streams.class);

        assertSent("flatMapped", "List<X>");
        assertSent("flatMappedLambda", "X");
        assertSent("filtered", "X");
        assertSent("streamOf", "Y");
        assertSent("concatenated", "List<X>");
        assertSent("toMap", "Map<String, X>");
        assertSent("toMapOfOthers", "Map<String, Y>");
        assertSent("grouped", "Map<String, List<Y>>");
        assertSent("counted", "Map<String, Long>");
        assertSent("toSet", "Set<X>");
        assertSent("reduced", "X");
        assertSent("entryValues", "List<X>");
        assertSent("accessors", "X");
        assertSent("listed", "List<List<X>>");
        assertSent("presentOnes", "List<X>");
        assertSent("array", "X");
        assertAllSeen();
    }

    @Test
    void collections() throws IOException {
        find(Collected.class);

        assertSent("iterated", "X");
        assertSent("eachOfAnArray", "X");
        assertSent("entries", "X");
        assertSent("got", "X");
        assertSent("orDefault", "X");
        assertSent("computed", "X");
        assertSent("polled", "X");
        assertSent("referred", "X");
        assertSent("asList", "List<X>");
        assertSent("setOf", "Set<X>");
        assertSent("singletons", "Map<String, List<X>>");
        assertSent("ofEntries", "Map<String, X>");
        assertSent("copied", "ArrayList<X>");
        assertSent("copiedOf", "List<X>");
        assertSent("payload", "LinkedHashMap<String, Integer>", "LinkedHashMap<String, String>",
                "LinkedHashMap<String, X>");
        assertAllSeen();
    }

    @Test
    void stages() throws IOException {
        find(Stages.class);

        assertSent("accepted", "X");
        assertSent("publish", "Y");
        assertSent("supplied", "X");
        assertSent("composed", "X");
        assertSent("joined", "X");
        assertSent("submitted", "X");
        assertSent("handled", "X");
        assertAllSeen();
    }

    @Test
    void reactiveChains() throws IOException {
        find(Mutiny.class);

        assertSent("transformed", "Y");
        assertSent("flatMapped", "X");
        assertSent("called", "X");
        assertSent("onItemCalled", "X");
        assertSent("notNull", "X");
        assertSent("created", "X");
        assertSent("createdBySupplier", "X");
        assertSent("concatenated", "X");
        assertSent("merged", "Y");
        assertSent("records", "Y");
        assertSent("combined", "Y");
        assertSent("collected", "X");
        assertAllSeen();
    }

    @Test
    void objectsThatHoldOrMakeOthers() throws IOException {
        find(Holders.class, Base.class, Holder.class, XBuilder.class, GenericBuilder.class, anonymous(Holders.class));

        assertSent("accessor", "X");
        assertSent("accessorOfMany", "Y");
        assertSent("genericAccessor", "X");
        assertSent("inherited", "X");
        assertSent("constant", "X");
        assertSent("run", "X");
        assertSent("supplied", "X");
        assertSent("mapped", "Y");
        assertSent("constructed", "X");
        assertSent("constructedByTwo", "Generic<X>");
        assertSent("called", "X");
        assertSent("handedToTheCode", "X");
        assertSent("built", "X");
        assertSent("genericallyBuilt", "Generic<X>");
        assertSent("converted", "X");
        assertSent("read", "X");
        assertSent("cast", "X");
        assertSent("cloned", "X[]");
        assertAllSeen();
    }

    @Test
    void genericClassesAndInterfaces() throws IOException {
        find(GenericBase.class, GenericOfX.class, Publishes.class, PublishesX.class);

        assertSent("sendLatest", "X");
        assertSent("sendNext", "X");
        assertSent("wrapAndSend", "Generic<X>");
        assertSent("sendInherited", "X");
        assertSent("publishByDefault", "X");
        assertAllSeen();
    }

    @Test
    void records() throws IOException {
        find(Records.class);

        assertSent("withHeaders", "X");
        assertSent("declaredAsAnything", "X");
        assertSent("byAHelper", "X");
        assertSent("collected", "X");
        assertSent("collectedByReference", "X");
        assertSent("filled", "X", "void");
        assertSent("listOf", "X", "Y");
        assertSent("inATransaction", "X", "Y");
        assertSent("calledInATransaction", "X");
        assertAllSeen();
    }

    private static Class<?> anonymous(Class<?> outer) {
        try {
            return Class.forName(outer.getName() + "$1");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private final List<String> wrong = new ArrayList<>();

    private void assertSent(String method, String... types) {
        Set<String> found = sent.remove(method);
        if (!new TreeSet<>(List.of(types)).equals(found)) {
            wrong.add(method + " sends " + List.of(types) + ", but " + found + " were found");
        }
    }

    private void assertAllSeen() {
        assertThat(wrong).isEmpty();
        assertThat(sent).isEmpty();
    }

    private void find(Class<?>... application) throws IOException {
        Set<Class<?>> all = new HashSet<>(Arrays.asList(application));
        all.addAll(List.of(X.class, Y.class, Generic.class));
        Classes classes = new Classes(Index.of(all.toArray(Class<?>[]::new)), SentShapesTest.class.getClassLoader());
        for (SendCall call : new SendCalls(classes, name -> true).calls()) {
            String method = call.where().replaceAll(".*\\.(.*)\\(.*", "$1");
            if (call.sends()) {
                call.values().forEach(value -> sent.computeIfAbsent(method, each -> new TreeSet<>())
                        .add(value.toString().replaceAll("[\\w.$]*[.$](\\w+)", "$1")));
            }
        }
    }
}
