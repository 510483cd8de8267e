package org.acme.orders.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.acme.orders.Order;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

// tag::all[]
@QuarkusTest
@TestProfile(WithoutBrokerTest.Mocked.class)
class WithoutBrokerTest {

    public static class Mocked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.kafka-producer.mock", "true");
        }
    }

    @Inject
    Producer producer;

    @Inject
    SentRecords sent;

    @Test
    void anOrderHasItsCustomerAsItsKey() {
        producer.send("orders", new Order("ORD-001", "user-123", 99.99), "user-123");

        assertThat(sent.to("orders").keys()).containsExactly("user-123");
    }
}
// end::all[]
