package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkus.test.junit.QuarkusTest;

// tag::all[]
@QuarkusTest
class CheckoutTest {

    @Inject
    Sends sends;

    @Inject
    SentRecords sent;

    @Test
    void anOrderIsSent() {
        Order order = new Order("ORD-001", "user-123", 99.99);

        sends.oneSend(order);

        assertThat(sent.to("orders").values(Order.class)).containsExactly(order); // <1>
    }

    @Test
    void theCustomerIsToldWhenKafkaDoesNotAnswer() {
        sent.failNext(new TimeoutException("no answer")); // <2>

        assertThatThrownBy(() -> sends.oneSend(new Order("ORD-002", "user-123", 1)))
                .isInstanceOf(SendTimeoutException.class);
    }
}
// end::all[]
