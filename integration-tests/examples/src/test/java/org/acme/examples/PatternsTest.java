package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.acme.patterns.DomainEvent;
import org.acme.patterns.EventStore;
import org.acme.patterns.FanOut;
import org.acme.patterns.PageViews;
import org.acme.patterns.PatientOrders;
import org.acme.patterns.PaymentDesk;
import org.acme.patterns.Payments;
import org.acme.patterns.Retriable;
import org.acme.patterns.RetriableOrUnknown;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkus.test.junit.QuarkusTest;

/** The documentation's page of patterns. */
@QuarkusTest
class PatternsTest extends Example {

    private static final Order ORDER = new Order("ORD-001", "user-123", 99.99);
    private static final String JSON = "{\"id\": \"ORD-001\", \"userId\": \"user-123\", \"amount\": 99.99}";

    private static final List<String> TOPICS = List.of("billing", "shipping", "statistics");

    @Inject
    PatientOrders patientOrders;

    @Inject
    EventStore events;

    @Inject
    Payments payments;

    @Inject
    FanOut fanOut;

    @Inject
    PageViews pageViews;

    @Inject
    ObjectMapper mapper;

    @Test
    void aRetrySendsWhatSucceedsOnce() {
        patientOrders.send(ORDER);

        assertWritten("orders", JSON);
    }

    @Test
    void whatIsSentAgainIsWhatWasNotSent() {
        var notSent = new SendTimeoutException("orders", "", null, Outcome.NOT_SENT);
        var unknown = new SendTimeoutException("orders", "", null, Outcome.UNKNOWN);
        var tooLarge = new SendRejectedException("orders", "", new RecordTooLargeException(), Outcome.NOT_SENT, false);

        assertThat(new Retriable()).accepts(notSent).rejects(unknown, tooLarge, new TimeoutException());
        assertThat(new RetriableOrUnknown()).accepts(notSent, unknown).rejects(tooLarge, new TimeoutException());
    }

    @Test
    void theEventsOfAnAggregateStayInOrder() {
        DomainEvent created = events.publish("ORDER-123", "OrderCreated", Map.of("amount", 99.99));
        events.publish("ORDER-123", "OrderPaid", Map.of("paymentId", "PAY-456"));

        List<ConsumerRecord<String, String>> written = written("domain-events", 2);
        assertThat(written).extracting(ConsumerRecord::key).containsOnly("ORDER-123");
        assertThat(written).extracting(record -> tree(record.value()).get("type").asText())
                .containsExactly("OrderCreated", "OrderPaid");
        JsonNode first = tree(written.get(0).value());
        assertThat(first.get("eventId").asText()).isEqualTo(created.eventId().toString());
        assertThat(first.get("at").asText()).isEqualTo(created.at().toString());
    }

    @Test
    void anEventThatIsSentTwiceTakesEffectOnce() throws JsonProcessingException {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        List<Order> paid = new ArrayList<>();
        PaymentDesk desk = new PaymentDesk(seen::add, paid::add);

        payments.request("PAY-456", ORDER);
        payments.request("PAY-456", ORDER);
        payments.request("PAY-457", ORDER);

        for (ConsumerRecord<String, String> record : written("payments", 3)) {
            var read = new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.key(),
                    mapper.readValue(record.value(), Order.class));
            record.headers().forEach(read.headers()::add);
            desk.consume(read);
        }
        assertThat(paid).containsExactly(ORDER, ORDER);
        assertThat(seen).containsExactlyInAnyOrder("PAY-456", "PAY-457");
    }

    @Test
    void anEventGoesToEachTopic() {
        fanOut.tellEach(ORDER);

        for (String topic : TOPICS) {
            assertWritten(topic, JSON);
        }
    }

    @Test
    void anEventGoesToAllTopicsOrToNone() {
        fanOut.tellAllOrNone(ORDER);

        for (String topic : TOPICS) {
            assertThat(committed(topic, 1)).extracting(record -> tree(record.value())).containsExactly(tree(JSON));
        }
    }

    @Test
    void aViewIsForgottenAndWritten() {
        pageViews.viewed("/home", "user-123");

        assertWritten("page-views", "{\"page\": \"/home\", \"userId\": \"user-123\"}");
    }
}
