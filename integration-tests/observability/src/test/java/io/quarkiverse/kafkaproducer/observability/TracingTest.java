package io.quarkiverse.kafkaproducer.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;

@QuarkusTest
@QuarkusTestResource(Brokers.class)
class TracingTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Inject
    Tracer tracer;

    @Inject
    ExportedSpans spans;

    private static String newTopic() {
        return "traced-" + UUID.randomUUID();
    }

    private static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    private static String traceparent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    }

    private void assertOneTraceparent(ConsumerRecord<?, ?> record, SpanData span) {
        assertThat(TopicContent.headers(record, "traceparent")).containsExactly(traceparent(span));
    }

    @ParameterizedTest
    @ValueSource(strings = { "blocking", "reactive" })
    void aSendInARequestIsAChildOfTheRequestAndTheConsumersGoOnWithIt(String way) {
        String topic = newTopic();
        String trace = UUID.randomUUID().toString().replace("-", "");

        assertThat(Endpoint.post("/orders/" + topic + "/" + way, "traceparent", "00-" + trace + "-00f067aa0ba902b7-01").body())
                .isEqualTo("0");

        SpanData request = spans.awaitOne(SpanKind.SERVER, trace);
        List<SpanData> sends = spans.ofSends(topic, 1);
        assertThat(sends).hasSize(1);
        SpanData send = sends.get(0);
        assertThat(send.getTraceId()).isEqualTo(trace);
        assertThat(send.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(send.getName()).isEqualTo(topic + " publish");
        assertThat(send.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(text(send, "messaging.system")).isEqualTo("kafka");
        assertThat(text(send, "messaging.destination.name")).isEqualTo(topic);
        assertThat(text(send, "messaging.operation")).isEqualTo("publish");
        assertThat(text(send, "messaging.client_id"))
                .isEqualTo("quarkus-kafka-producer-integration-tests-observability-kafka-producer");
        assertThat(text(send, "messaging.destination.partition.id")).isEqualTo("0");
        assertThat(send.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset"))).isZero();
        assertOneTraceparent(TopicContent.of(topic).get(0), send);
    }

    @Test
    void aRecordThatIsPassedOnHasTheNewParentOnlyAndStaysAsItWas() {
        String topic = newTopic();
        ProducerRecord<Object, Object> record = new ProducerRecord<>(topic, 1);
        byte[] old = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(StandardCharsets.UTF_8);
        record.headers().add("traceparent", old).add("mine", new byte[] { 1 });

        Span caller = tracer.spanBuilder("caller").startSpan();
        try (Scope current = caller.makeCurrent()) {
            producer.send(record);
        } finally {
            caller.end();
        }

        SpanData send = spans.ofSends(topic, 1).get(0);
        assertThat(send.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
        ConsumerRecord<?, ?> read = TopicContent.of(topic).get(0);
        assertOneTraceparent(read, send);
        assertThat(read.headers().lastHeader("mine").value()).containsExactly(1);
        assertThat(record.headers()).hasSize(2);
        assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo(old);
    }

    @Test
    void eachRecordOfABatchAStreamOrATransactionHasASpanOfItsOwn() {
        String batch = newTopic();
        String stream = newTopic();
        String transaction = newTopic();
        String reactiveTransaction = newTopic();
        Span caller = tracer.spanBuilder("caller").startSpan();
        try (Scope current = caller.makeCurrent()) {
            producer.sendAll(records(batch, 10));
            // more than are on their way at a time: the last ones begin on the threads that the first ones end on
            reactive.sendAll(Multi.createFrom().iterable(records(stream, 2_000))).collect().asList().await().atMost(LIMIT);
            producer.runInTransaction(LIMIT, sends -> sends.send(transaction, 1));
            reactive.withTransaction(LIMIT, sends -> sends.sendAll(records(reactiveTransaction, 10))).await().atMost(LIMIT);
        } finally {
            caller.end();
        }

        for (Map.Entry<String, Integer> sent : Map.of(batch, 10, stream, 2_000, transaction, 1,
                reactiveTransaction, 10).entrySet()) {
            List<SpanData> ofTopic = spans.ofSends(sent.getKey(), sent.getValue());
            assertThat(ofTopic).extracting(SpanData::getParentSpanId).hasSize(sent.getValue())
                    .containsOnly(caller.getSpanContext().getSpanId());
            assertThat(ofTopic).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
            assertThat(TopicContent.of(sent.getKey())).flatExtracting(record -> TopicContent.headers(record, "traceparent"))
                    .containsExactlyInAnyOrderElementsOf(ofTopic.stream().map(TracingTest::traceparent).toList());
        }
    }

    private static List<ProducerRecord<Object, Object>> records(String topic, int number) {
        return IntStream.range(0, number).mapToObj(one -> new ProducerRecord<Object, Object>(topic, one)).toList();
    }

    @Test
    void aTombstoneIsMarked() {
        String topic = newTopic();

        reactive.send(topic, null, "key").await().atMost(LIMIT);

        assertThat(spans.ofSends(topic, 1)).singleElement()
                .matches(span -> span.getAttributes().get(AttributeKey.booleanKey("messaging.kafka.message.tombstone")))
                .matches(span -> !span.getParentSpanContext().isValid());
    }

    @Test
    void aFailedSendHasTheExceptionAndNothingOfTheValue() {
        String topic = newTopic();
        assertThatThrownBy(() -> producer.send(topic, new Unwritable())).isInstanceOf(ValueSerializationException.class);
        assertFailed(topic, ValueSerializationException.class);

        String tooLarge = newTopic();
        assertThatThrownBy(() -> reactive.send(tooLarge, "x".repeat(2_000_000)).await().atMost(LIMIT))
                .isInstanceOf(SendRejectedException.class);
        assertFailed(tooLarge, SendRejectedException.class);
    }

    private void assertFailed(String topic, Class<? extends SendException> failure) {
        assertThat(spans.ofSends(topic, 1)).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(text(span, "error.type")).isEqualTo(failure.getName());
            assertThat(span.getEvents()).singleElement().isInstanceOf(ExceptionEventData.class)
                    .extracting(event -> ((ExceptionEventData) event).getException()).isInstanceOf(failure);
            assertThat(span.toString()).doesNotContain("payload-content").doesNotContain("xxxx");
        });
    }
}
