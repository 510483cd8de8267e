package org.acme.examples;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** Sending Different Data Types. */
@QuarkusTest
class E10DataTypesTest extends Example {

    record Profile(String name, Settings settings) {
    }

    record Settings(String theme, boolean notifications) {
    }

    @Test
    void simpleTypes() {
        producer.send("numbers", 42);
        producer.send("strings", "hello");
        producer.send("booleans", true);

        assertWritten("numbers", "42");
        assertWritten("strings", "\"hello\"");
        assertWritten("booleans", "true");
    }

    @Test
    void complexTypes() {
        producer.send("objects", Map.of("name", "John", "age", 30, "hobbies", List.of("reading", "gaming")));

        assertWritten("objects", "{\"name\": \"John\", \"age\": 30, \"hobbies\": [\"reading\", \"gaming\"]}");
    }

    @Test
    void lists() {
        producer.send("arrays", List.of(1, 2, 3, 4, 5));

        assertWritten("arrays", "[1, 2, 3, 4, 5]");
    }

    @Test
    void nestedStructures() {
        producer.send("nested",
                Map.of("user", Map.of("id", 123, "profile", new Profile("Alice", new Settings("dark", true)))));

        assertWritten("nested", "{\"user\": {\"id\": 123, \"profile\": {\"name\": \"Alice\", "
                + "\"settings\": {\"theme\": \"dark\", \"notifications\": true}}}}");
    }
}
