package io.quarkiverse.kafkaproducer.test.encode;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.quarkus.test.QuarkusUnitTest;

class ObjectMapperCustomizationTest {

    record Order(String orderId) {
    }

    @Singleton
    static class SnakeCase implements ObjectMapperCustomizer {

        @Override
        public void customize(ObjectMapper mapper) {
            mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(SnakeCase.class, Order.class);

    @Inject
    Producer producer;

    @Test
    void valuesAreWrittenByTheApplicationsObjectMapper() {
        producer.send("customized", new Order("ORD-001"));

        assertThat(text(TopicReader.readOnly("customized").value())).isEqualTo("{\"order_id\":\"ORD-001\"}");
    }
}
