package org.acme.orders.service;

import static io.restassured.RestAssured.given;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

// tag::all[]
@QuarkusTest
@QuarkusTestResource(value = SaslKafka.class, restrictToAnnotatedClass = true)
class SaslTest {

    @Test
    void anOrderIsWrittenByAUserWithAPassword() {
        given().contentType("application/json").body("""
                {"id": "ORD-001", "userId": "user-123", "amount": 99.99}""")
                .post("/orders")
                .then().statusCode(200);
    }
}
// end::all[]
