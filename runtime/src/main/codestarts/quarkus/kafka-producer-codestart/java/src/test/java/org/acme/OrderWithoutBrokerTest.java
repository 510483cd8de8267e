package org.acme;

import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * With a mock, which keeps what would have been sent.
 */
@QuarkusTest
@TestProfile(OrderWithoutBrokerTest.Mock.class)
class OrderWithoutBrokerTest {

    @Inject
    OrderResource resource;

    @Inject
    SentRecords sent;

    @Test
    void anOrderIsSent() {
        Order order = new Order("ORD-001", "user-123", 99.99);

        resource.accept(order);

        assertEquals(List.of(order), sent.to("orders").values(Order.class));
    }

    public static class Mock implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.kafka-producer.mock", "true");
        }
    }
}
