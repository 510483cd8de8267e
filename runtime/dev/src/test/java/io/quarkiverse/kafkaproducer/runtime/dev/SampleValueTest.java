package io.quarkiverse.kafkaproducer.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;

class SampleValueTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public record Line(String article, int count) {
    }

    public record Order(@JsonProperty("order_id") UUID id, BigDecimal price, boolean paid, DayOfWeek day, List<Line> lines,
            Map<String, Line> byName, Object anything, @JsonIgnore String secret) {
    }

    public record Category(String name, Category parent, List<Category> children) {
    }

    @Test
    void aSampleHasThePropertiesThatTheMapperWrites() throws JsonProcessingException {
        assertThat(sample(MAPPER.constructType(Order.class))).isEqualTo(MAPPER.readTree("""
                {"order_id": "00000000-0000-0000-0000-000000000000", "price": 1.0, "paid": true, "day": "MONDAY",
                 "lines": [{"article": "text", "count": 1}], "byName": {"key": {"article": "text", "count": 1}},
                 "anything": {}}"""));
    }

    @Test
    void aTypeThatHoldsItselfEndsWithANull() throws JsonProcessingException {
        assertThat(sample(MAPPER.constructType(Category.class)))
                .isEqualTo(MAPPER.readTree("{\"name\": \"text\", \"parent\": null, \"children\": [null]}"));
    }

    @Test
    void aTypeMayHaveArguments() throws JsonProcessingException {
        assertThat(sample(MAPPER.getTypeFactory().constructFromCanonical("java.util.List<java.lang.String>")))
                .isEqualTo(MAPPER.readTree("[\"text\"]"));
    }

    private static Object sample(JavaType type) throws JsonProcessingException {
        return MAPPER.readTree(SampleValue.of(MAPPER, type));
    }
}
