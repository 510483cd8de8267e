package io.quarkiverse.kafkaproducer.deployment.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.smallrye.mutiny.Uni;

/** Types of the values that are sent, by the method that sends them. */
class SentValuesTest {

    record X(String id) {
    }

    record Y(String id) {

        static Y of(X x) {
            return new Y(x.id());
        }
    }

    record Generic<T>(String key, T value) {

        static <T> Generic<T> of(T value) {
            return new Generic<>("k", value);
        }
    }

    static class Inferred {

        Producer producer;
        ReactiveProducer reactive;

        void listOf(X x) {
            producer.send("t", List.of(x));
        }

        void listOfTwo(X x, Y y) {
            producer.send("t", List.of(x, y));
        }

        void mapOf(X x) {
            producer.send("t", Map.of("a", x));
        }

        void mapOfTexts(String id) {
            producer.send("t", Map.of("id", id));
        }

        void emptyList() {
            producer.send("t", List.of());
        }

        void diamond(X x) {
            producer.send("t", new Generic<>("k", x));
        }

        void factory(X x) {
            producer.send("t", Generic.of(x));
        }

        void nested(X x) {
            producer.send("t", Generic.of(List.of(x)));
        }

        void constructorReference(List<String> ids) {
            producer.send("t", ids.stream().map(X::new).toList());
        }

        void methodReference(List<X> xs) {
            producer.send("t", xs.stream().map(Y::of).toList());
        }

        void lambda(List<X> xs) {
            producer.send("t", xs.stream().map(x -> new Y(x.id())).toList());
        }

        void genericLambda(List<X> xs) {
            producer.send("t", xs.stream().map(x -> new Generic<>("k", x)).toList());
        }

        void array(List<String> ids) {
            producer.send("t", ids.stream().map(X::new).toArray(X[]::new));
        }

        void collected(List<String> ids) {
            producer.send("t", ids.stream().map(X::new).collect(Collectors.toList()));
        }

        void grouped(List<X> xs) {
            producer.send("t", xs.stream().collect(Collectors.groupingBy(X::id)));
        }

        void filled(X x, Y y) {
            Map<String, Object> map = new HashMap<>();
            map.put("x", x);
            if (y != null) {
                map.put("y", y);
            }
            producer.send("t", map);
        }

        void filledList(List<String> ids) {
            var list = new ArrayList<>();
            for (String id : ids) {
                list.add(new X(id));
            }
            producer.send("t", list);
        }

        void filledElsewhere() {
            Map<String, Object> map = new HashMap<>();
            map.put("x", new X("1"));
            fill(map);
            producer.send("t", map);
        }

        private void fill(Map<String, Object> map) {
            map.put("y", new Y("1"));
        }

        void declaredAndFilledElsewhere(List<X> xs) {
            List<Y> list = new ArrayList<>();
            xs.forEach(x -> list.add(Y.of(x)));
            producer.send("t", list);
        }

        void nestedAndFilled(String key) {
            Map<String, List<Object>> map = new HashMap<>();
            map.computeIfAbsent(key, each -> new ArrayList<>()).add(new X(key));
            producer.send("t", map);
        }

        void inAChain(Uni<X> uni) {
            uni.map(Y::of).chain(y -> reactive.send("t", y)).subscribe().with(sent -> {
            });
        }

        void wrapped() {
            Object wrapped = new X("1");
            for (int i = 0; i < 10; i++) {
                wrapped = List.of(wrapped);
            }
            producer.send("t", wrapped);
        }
    }

    static class Followed {

        Producer producer;

        void callers(X x) {
            publish("t", x);
            publish("t", Y.of(x));
        }

        private <T> void publish(String topic, T value) {
            producer.send(topic, value);
        }

        void references(List<X> xs) {
            xs.forEach(this::each);
        }

        private void each(Object value) {
            producer.send("t", value);
        }

        void pairs(Map<String, Y> ys) {
            ys.forEach(this::pair);
        }

        private void pair(String topic, Object value) {
            producer.send(topic, value);
        }

        void asAFunction(X x) {
            BiConsumer<String, Object> send = producer::send;
            send.accept("t", x);
        }

        void handed(Y y) {
            withEach(producer::send, y);
        }

        private <T> void withEach(BiConsumer<String, T> send, T value) {
            send.accept("t", value);
        }

        void returned() {
            producer.send("t", made());
        }

        private Object made() {
            return new X("1");
        }

        void field() {
            producer.send("t", kept);
        }

        private Object kept = new Y("1");

        private <T> void neverCalled(T value) {
            producer.send("t", value);
        }

        public void calledByOthers(Object value) {
            producer.send("t", value);
        }
    }

    static class Records {

        Producer producer;
        RecordFactory factory;

        void other() {
            producer.send(new ProducerRecord<>("t", new Y("1")));
        }

        void many() {
            producer.sendAll(factory.many());
        }

        void forEach() {
            factory.many().forEach(record -> producer.send(record));
        }

        void wildcards() {
            producer.sendAll(factory.wildcards());
        }

        void ofTheSameClass() {
            producer.send(here());
        }

        private ProducerRecord<?, ?> here() {
            return new ProducerRecord<>("t", new X("1"));
        }

        void ofAnotherClass() {
            producer.send(factory.one());
        }

        void given(ProducerRecord<?, ?> record) {
            producer.send(record);
        }
    }

    interface RecordFactory {

        List<ProducerRecord<String, X>> many();

        List<ProducerRecord<?, ?>> wildcards();

        ProducerRecord<String, Object> one();
    }

    static class XRecordFactory implements RecordFactory {

        @Override
        public List<ProducerRecord<String, X>> many() {
            return List.of();
        }

        @Override
        public List<ProducerRecord<?, ?>> wildcards() {
            return List.of(new ProducerRecord<>("t", new X("1")));
        }

        @Override
        public ProducerRecord<String, Object> one() {
            return new ProducerRecord<>("t", new X("1"));
        }
    }

    static class Typed<T> {

        TopicProducer<T> producer;

        void one(T value) {
            producer.send(value);
        }

        void many(Collection<T> values) {
            producer.sendAll(values);
        }

        void references(Stream<List<T>> values) {
            values.forEach(producer::sendAll);
        }
    }

    abstract static class Repo<T> {

        Producer producer;

        void save(T entity) {
            producer.send("t", entity);
        }
    }

    static class XRepo extends Repo<X> {
    }

    static class Shop {

        YRepo repo;

        void sell(Object given) {
            repo.save(new Y("1"));
        }
    }

    static class YRepo extends Repo<Y> {
    }

    static class ByHand {

        KafkaInstances instances;
        WithClient other;

        void start() {
            other.send(instances.get().getProducer());
        }
    }

    static class WithClient {

        void send(org.apache.kafka.clients.producer.Producer<Object, Object> client) {
            client.send(new ProducerRecord<>("t", new X("1")));
        }
    }

    @Test
    void whatIsPassedSaysWhatAGenericCallReturns() throws IOException {
        Map<String, Set<String>> sent = sent(Inferred.class);

        assertThat(sent.get("listOf")).containsExactly("List<X>");
        assertThat(sent.get("listOfTwo")).containsExactly("List<X>", "List<Y>");
        assertThat(sent.get("mapOf")).containsExactly("Map<String, X>");
        assertThat(sent.get("mapOfTexts")).containsExactly("Map<String, String>");
        assertThat(sent.get("emptyList")).containsExactly("List<Void>");
        assertThat(sent.get("diamond")).containsExactly("Generic<X>");
        assertThat(sent.get("factory")).containsExactly("Generic<X>");
        assertThat(sent.get("nested")).containsExactly("Generic<List<X>>");
        assertThat(sent.get("constructorReference")).containsExactly("List<X>");
        assertThat(sent.get("methodReference")).containsExactly("List<Y>");
        assertThat(sent.get("lambda")).containsExactly("List<Y>");
        assertThat(sent.get("genericLambda")).containsExactly("List<Generic<X>>");
        assertThat(sent.get("array")).containsExactly("X[]");
        assertThat(sent.get("collected")).containsExactly("List<X>");
        assertThat(sent.get("grouped")).containsExactly("Map<String, List<X>>");
        assertThat(sent.get("inAChain")).containsExactly("Y");
    }

    @Test
    void aCollectionHasWhatIsPutIntoIt() throws IOException {
        Map<String, Set<String>> sent = sent(Inferred.class);

        assertThat(sent.get("filled")).containsExactly("HashMap<String, X>", "HashMap<String, Y>");
        assertThat(sent.get("filledList")).contains("ArrayList<X>").allMatch(type -> !type.contains("Object"));
        assertThat(sent.get("declaredAndFilledElsewhere")).containsExactly("List<Y>");
    }

    @Test
    void whatMayBePutIntoItElsewhereIsNotKnown() throws IOException {
        Map<String, Set<String>> sent = sent(Inferred.class);

        assertThat(sent.get("filledElsewhere")).contains("HashMap<String, X>", "HashMap<Object, Object>");
        assertThat(sent.get("nestedAndFilled")).anyMatch(type -> type.contains("List<Object>"));
        assertThat(sent.get("wrapped")).anyMatch(type -> type.contains("List"));
    }

    @Test
    void parametersFieldsAndReturnedValuesAreFollowed() throws IOException {
        Map<String, Set<String>> sent = sent(Followed.class);

        assertThat(sent.get("publish")).containsExactly("X", "Y");
        assertThat(sent.get("each")).containsExactly("X");
        assertThat(sent.get("pair")).containsExactly("Y");
        assertThat(sent.get("asAFunction")).containsExactly("X");
        assertThat(sent.get("handed")).containsExactly("Y");
        assertThat(sent.get("returned")).containsExactly("X");
        assertThat(sent.get("field")).containsExactly("Y");
    }

    @Test
    void aPrivateMethodThatNobodyCallsSendsNothing() throws IOException {
        assertThat(sent(Followed.class)).doesNotContainKey("neverCalled");
    }

    @Test
    void whatComesFromOutsideIsNotKnown() throws IOException {
        assertThat(sent(Followed.class).get("calledByOthers")).containsExactly("Object");
        assertThat(sent(Records.class).get("given")).containsExactly("Object");
    }

    @Test
    void eachRecordHasItsOwnValue() throws IOException {
        Map<String, Set<String>> sent = sent(Records.class, RecordFactory.class, XRecordFactory.class);

        assertThat(sent.get("other")).containsExactly("Y");
        assertThat(sent.get("many")).containsExactly("X");
        assertThat(sent.get("forEach")).containsExactly("X");
        assertThat(sent.get("wildcards")).containsExactly("X");
        assertThat(sent.get("ofTheSameClass")).containsExactly("X");
        assertThat(sent.get("ofAnotherClass")).containsExactly("X");
    }

    @Test
    void aProducerOfATypeVariableIsToldWhereItIsInjected() throws IOException {
        assertThat(sent(Typed.class)).isEmpty();
    }

    @Test
    void aTypeVariableIsWhatSubclassesAndCallersSay() throws IOException {
        assertThat(sent(Repo.class, XRepo.class).get("save")).containsExactly("X");
        assertThat(sent(Repo.class, XRepo.class, YRepo.class, Shop.class).get("save")).containsExactly("X", "Y");
    }

    @Test
    void aClientMadeByHandIsFollowedIntoOtherClasses() throws IOException {
        assertThat(sent(ByHand.class, WithClient.class).get("send")).containsExactly("X");
    }

    /** By method, without those of which is known that they send nothing. */
    private static Map<String, Set<String>> sent(Class<?>... application) throws IOException {
        Set<Class<?>> all = new HashSet<>(Arrays.asList(application));
        all.addAll(List.of(X.class, Y.class, Generic.class));
        Classes classes = new Classes(Index.of(all.toArray(Class<?>[]::new)), SentValuesTest.class.getClassLoader());
        Map<String, Set<String>> sent = new TreeMap<>();
        for (SendCall call : new SendCalls(classes, name -> true).calls()) {
            String method = call.where().replaceAll(".*\\.(.*)\\(.*", "$1");
            if (call.sends()) {
                call.values().forEach(value -> sent.computeIfAbsent(method, each -> new TreeSet<>())
                        .add(value.toString().replaceAll("[\\w.$]*[.$](\\w+)", "$1")));
            }
        }
        return sent;
    }
}
