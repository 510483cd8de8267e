package io.quarkiverse.kafkaproducer.deployment.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;

class IllegalTopicsTest {

    static class Wrong {

        Producer producer;

        void literal() {
            producer.send("", 1);
        }

        void eitherWay(boolean choice) {
            producer.send(choice ? "" : "not a topic", 1);
        }

        void throughANull(boolean choice) {
            String topic = null;
            if (choice) {
                topic = "";
            }
            producer.send(topic, 1);
        }

        void record() {
            ProducerRecord<String, Object> record = new ProducerRecord<>("..", 1);
            producer.send(record);
        }
    }

    static class Guarded {

        private static final String NONE = "";

        Producer producer;

        void empty(boolean choice) {
            String topic = "";
            if (choice) {
                topic = "orders";
            }
            if (!topic.isEmpty()) {
                producer.send(topic, 1);
            }
        }

        void sentinel(String given) {
            String topic = given == null ? NONE : given;
            if (topic != NONE) {
                producer.send(topic, 1);
            }
        }

        void lookedUp() {
            String topic = "<none>";
            for (String each : System.getProperties().stringPropertyNames()) {
                topic = each;
            }
            producer.send(topic, 1);
        }
    }

    static class Template {

        private static final ProducerRecord<String, String> TEMPLATE = new ProducerRecord<>("", "value");

        Producer producer;

        void send(String topic) {
            producer.send(new ProducerRecord<>(topic, TEMPLATE.key(), TEMPLATE.value()));
        }
    }

    static class Deliberate {

        Producer producer;

        boolean isRefused() {
            try {
                producer.send("", 1);
                return false;
            } catch (IllegalArgumentException e) {
                return true;
            }
        }
    }

    static class Right {

        Producer producer;

        void constant(boolean choice) {
            producer.send("orders", 1);
            producer.send(choice ? "orders" : "refunds", 1);
            producer.send(new ProducerRecord<>("orders", 1));
        }

        void computed(String topic) {
            producer.send(topic, 1);
            producer.send("orders and more: ".concat(topic), 1);
        }
    }

    @Test
    void isCertainWhereNothingButIllegalConstantsComes() throws IOException {
        IllegalTopics topics = of(Wrong.class);

        assertThat(topics.certain()).hasSize(4);
        assertThat(topics.certain()).anyMatch(line -> line.contains("Wrong.literal(IllegalTopicsTest.java:"))
                .anyMatch(line -> line.contains("Wrong.eitherWay(") && line.contains("''") && line.contains("'not a topic'"))
                .anyMatch(line -> line.contains("Wrong.throughANull("))
                .anyMatch(line -> line.contains("Wrong.record(") && line.contains("'..'"));
    }

    @Test
    void isOnlyPossibleWhereALegalTopicMayComeToo() throws IOException {
        IllegalTopics topics = of(Guarded.class);

        assertThat(topics.certain()).isEmpty();
        assertThat(topics.possible()).hasSize(3).allMatch(line -> line.contains("may be illegal")
                && line.contains("quarkus.kafka-producer.constant-topics.check"));
    }

    @Test
    void isOnlyPossibleForARecordThatIsATemplate() throws IOException {
        IllegalTopics topics = of(Template.class);

        assertThat(topics.certain()).isEmpty();
        assertThat(topics.possible()).singleElement().asString().contains("Template.<clinit>");
    }

    @Test
    void isOnlyPossibleWhereTheRefusalIsCaught() throws IOException {
        assertThat(of(Deliberate.class).certain()).isEmpty();
    }

    @Test
    void saysNothingOfWhatIsLegalOrComputed() throws IOException {
        IllegalTopics topics = of(Right.class);

        assertThat(topics.certain()).isEmpty();
        assertThat(topics.possible()).isEmpty();
    }

    @Test
    void testsAreKnownByTheLibrariesTheyUseAlsoFromWithin() throws IOException {
        Classes classes = classes(IllegalTopicsTest.class, Deliberate.class, Helper.class, Classes.class);
        UsersOfTestLibraries tests = new UsersOfTestLibraries(classes);

        assertThat(Set.of(IllegalTopicsTest.class, Deliberate.class, Helper.class))
                .allMatch(test -> tests.contain(test.getName()));
        assertThat(tests.contain(Classes.class.getName())).isFalse();
    }

    private static IllegalTopics of(Class<?> sending) throws IOException {
        IllegalTopics topics = new IllegalTopics();
        new SendCalls(classes(sending), name -> true).calls().forEach(topics::add);
        return topics;
    }

    private static Classes classes(Class<?>... indexed) throws IOException {
        return new Classes(Index.of(indexed), IllegalTopicsTest.class.getClassLoader());
    }
}

/** Stands for what tests have in common, which has no annotation of a test. */
class Helper {

    static void check(Object value) {
        assertThat(value).isNotNull();
    }
}
