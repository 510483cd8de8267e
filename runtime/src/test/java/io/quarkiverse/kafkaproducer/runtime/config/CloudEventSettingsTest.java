package io.quarkiverse.kafkaproducer.runtime.config;

import static io.quarkiverse.kafkaproducer.runtime.config.Configured.settings;
import static io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig.DEFAULT_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.config.CloudEventSettings.Event;

class CloudEventSettingsTest {

    private static CloudEventSettings events(String name, String... properties) {
        String[] all = new String[properties.length + 2];
        all[0] = "kafka.bootstrap.servers";
        all[1] = "k:1";
        System.arraycopy(properties, 0, all, 2, properties.length);
        return settings(name, all).cloudEvents().orElse(null);
    }

    @Test
    void recordsAreNoEventsUnlessThatIsAskedFor() {
        assertThat(events(DEFAULT_NAME)).isNull();
    }

    @Test
    void aTopicHasWhatTheProducerHasUnlessItHasItsOwn() {
        CloudEventSettings events = events(DEFAULT_NAME, "~cloud-events.source", "/orders", "~cloud-events.type",
                "order.changed",
                "~cloud-events.topics.\"orders.placed\".type", "order.placed", "~cloud-events.topics.invoices.source",
                "/invoices");

        assertThat(events).isEqualTo(new CloudEventSettings(new Event("/orders", "order.changed"),
                Map.of("orders.placed", new Event("/orders", "order.placed"), "invoices",
                        new Event("/invoices", "order.changed")),
                Optional.empty()));
    }

    @Test
    void withTypesOfTopicsAloneOtherTopicsHaveNoEvents() {
        assertThat(events(DEFAULT_NAME, "~cloud-events.source", "/orders", "~cloud-events.topics.orders.type", "order.placed"))
                .returns(null, CloudEventSettings::byDefault)
                .returns(Map.of("orders", new Event("/orders", "order.placed")), CloudEventSettings::topics);
    }

    @Test
    void aNamedProducerInherits() {
        assertThat(events("payments", "~cloud-events.source", "/shop", "~\"payments\".cloud-events.type", "paid",
                "~cloud-events.data-content-type", "application/avro"))
                .isEqualTo(new CloudEventSettings(new Event("/shop", "paid"), Map.of(), Optional.of("application/avro")));
    }

    @Test
    void whatIsWrongEndsTheStartByItsName() {
        assertThatThrownBy(() -> events(DEFAULT_NAME, "~cloud-events.type", "order.placed"))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("quarkus.kafka-producer.cloud-events.source is not set");
        assertThatThrownBy(() -> events(DEFAULT_NAME, "~cloud-events.source", "/orders"))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("quarkus.kafka-producer.cloud-events.type is not set");
        assertThatThrownBy(() -> events(DEFAULT_NAME, "~cloud-events.source", "a b", "~cloud-events.type", "order.placed"))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("quarkus.kafka-producer.cloud-events.source is 'a b': it should be a URI reference");
    }
}
