package io.quarkiverse.kafkaproducer.test.encode;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;

class ValueSerializerTest {

    /** Made by its class name, and configured. */
    public static class Shouting implements Serializer<Object> {

        /** A system property, as this class is loaded twice. */
        static final String CLOSED = "shouting.closed";

        private String sign;

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            sign = isKey ? "key" : (String) configs.get("shout.sign");
        }

        @Override
        public byte[] serialize(String topic, Object value) {
            if (value.equals("unspeakable-payload")) {
                throw new IllegalStateException("cannot say unspeakable-payload");
            }
            return (value.toString().toUpperCase(Locale.ROOT) + sign).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            System.setProperty(CLOSED, System.getProperty(CLOSED, "") + "x");
        }
    }

    /** A bean, with a type of its own. */
    @Singleton
    @Identifier("whisper")
    public static class Whispering implements Serializer<CharSequence> {

        @Override
        public byte[] serialize(String topic, CharSequence value) {
            return value.toString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, CharSequence value) {
            headers.add("loudness", new byte[] { 1 });
            return serialize(topic, value);
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Shouting.class, Whispering.class)
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"loud\".value-serializer", Shouting.class.getName())
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"loud\".properties.\"shout.sign\"", "!")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"quiet\".value-serializer", "whisper")
            .setLogRecordPredicate(record -> true)
            .assertLogRecords(ValueSerializerTest::assertNoPayload)
            .setAfterAllCustomizer(() -> assertThat(System.clearProperty(Shouting.CLOSED))
                    .as("closed with the application, and once, whatever was made by hand").isEqualTo("x"));

    @Inject
    Producer json;

    @Inject
    @ProducerName("loud")
    Producer loud;

    @Inject
    @ProducerName("quiet")
    Producer quiet;

    @Inject
    KafkaInstances instances;

    @Test
    void eachProducerWritesByItsOwnAndJsonStaysTheDefault() {
        json.send("written", "Hello");
        loud.send("written", "Hello");
        quiet.send("written", new StringBuilder("Hello"));
        try (CloseableProducer made = instances.get("loud").newProducer()) {
            made.send("written", "made");
        }

        var records = TopicReader.read("written");
        assertThat(records).extracting(record -> text(record.value())).containsExactly("\"Hello\"", "HELLO!", "hello",
                "MADE!");
        assertThat(records.get(2).headers().lastHeader("loudness").value()).containsExactly(1);
    }

    @Test
    void aTombstoneIsNotGivenToIt() {
        loud.send("tombstones", null, "key");

        assertThat(TopicReader.readOnly("tombstones").value()).isNull();
    }

    @Test
    void whatItCannotWriteIsToldWithoutTheValue() {
        assertThatThrownBy(() -> loud.send("written", "unspeakable-payload")).isInstanceOf(ValueSerializationException.class)
                .hasMessage("Producer 'loud': The record for topic 'written' was not sent: A value of type "
                        + "java.lang.String cannot be written by " + Shouting.class.getName()
                        + " (java.lang.IllegalStateException)")
                .hasNoCause();
        assertThatThrownBy(() -> quiet.send("written", 42)).isInstanceOf(ValueSerializationException.class)
                .hasMessageContaining("A value of type java.lang.Integer cannot be written by").hasNoCause();
    }

    private static void assertNoPayload(List<LogRecord> records) {
        PatternFormatter all = new PatternFormatter("%s %E");
        assertThat(records).noneMatch(record -> all.format(record).contains("unspeakable-payload"));
    }
}
