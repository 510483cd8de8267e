package org.acme;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

/**
 * With the Kafka broker that tests bring with them.
 */
@QuarkusTest
class OrderResourceTest {

    @Test
    void anOrderIsAcknowledged() {
        given()
          .contentType(ContentType.JSON)
          .body(new Order("ORD-001", "user-123", 99.99))
          .when().post("/orders")
          .then()
             .statusCode(200)
             .body("topic", is("orders"))
             .body("offset", greaterThanOrEqualTo(0));
    }
}
