package org.acme.orders.service;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

// tag::all[]
@QuarkusTest
class OrderResourceTest {

    @Test
    void anOrderIsWritten() {
        given().contentType("application/json").body("""
                {"id": "ORD-001", "userId": "user-123", "amount": 99.99}""")
                .post("/orders")
                .then().statusCode(200).body("offset", greaterThanOrEqualTo(0));
    }
}
// end::all[]
