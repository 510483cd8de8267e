package io.quarkiverse.kafkaproducer.benchmarks.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A record of a given size: as an object, and as its bytes for those who are to be spared the writing. */
public record Sample(String key, Order order, byte[] json) {

    public static Sample of(int bytes, ObjectMapper mapper) throws JsonProcessingException {
        int frame = mapper.writeValueAsBytes(order(0)).length;
        Order order = order(bytes - frame);
        return new Sample("user-123", order, mapper.writeValueAsBytes(order));
    }

    private static Order order(int text) {
        return new Order(4711, "user-123", "x".repeat(text));
    }
}
