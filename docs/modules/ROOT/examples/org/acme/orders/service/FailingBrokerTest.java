package org.acme.orders.service;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

// tag::all[]
@QuarkusTest
@TestProfile(FailingBrokerTest.WithoutBroker.class)
class FailingBrokerTest {

    public static class WithoutBroker implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.kafka-producer.mock", "true", "quarkus.kafka.devservices.enabled", "false");
        }
    }

    @Inject
    SentRecords sent;

    @Test
    void aClientLearnsThatItsOrderMayHaveBeenWritten() {
        sent.failNext(1, new TimeoutException("no answer"));

        given().contentType("application/json").body("""
                {"id": "ORD-001", "userId": "user-123", "amount": 99.99}""")
                .post("/orders")
                .then().statusCode(504).body("outcome", equalTo("UNKNOWN"));
    }
}
// end::all[]
