package io.quarkiverse.kafkaproducer.runtime.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.quarkiverse.kafkaproducer.runtime.config.CloudEventSettings;
import io.quarkiverse.kafkaproducer.runtime.config.CloudEventSettings.Event;

/** Reads what was sent by the SDK of CloudEvents. */
class CloudEventsTest {

    private static final CloudEventSettings SETTINGS = new CloudEventSettings(new Event("/shop", "order.changed"),
            Map.of("orders.placed", new Event("/orders", "order.placed")), Optional.empty());

    private static ProducerRecord<Object, Object> prepared(CloudEventSettings settings, ProducerRecord<Object, Object> record) {
        return CloudEvents.of(settings, "application/json").prepare(record);
    }

    private static CloudEvent read(ProducerRecord<Object, Object> record) {
        Object value = record.value();
        return KafkaMessageFactory.createReader(record.headers(),
                value == null ? null : ((String) value).getBytes(StandardCharsets.UTF_8)).toEvent();
    }

    @Test
    void aRecordIsAnEventInBinaryMode() {
        ProducerRecord<Object, Object> sent = prepared(SETTINGS, new ProducerRecord<>("orders.placed", "key", "{\"id\":1}"));

        CloudEvent event = read(sent);
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(UUID.fromString(event.getId()).version()).isEqualTo(4);
        assertThat(event.getSource()).isEqualTo(URI.create("/orders"));
        assertThat(event.getType()).isEqualTo("order.placed");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getData().toBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\":1}");
        assertThat(sent.headers()).extracting(Header::key).containsExactlyInAnyOrder("ce_specversion", "ce_id", "ce_source",
                "ce_type", "content-type");
    }

    @Test
    void eachRecordHasAnIdOfItsOwnAndTheTypeOfItsTopic() {
        CloudEvent one = read(prepared(SETTINGS, new ProducerRecord<>("others", "{}")));
        CloudEvent another = read(prepared(SETTINGS, new ProducerRecord<>("others", "{}")));

        assertThat(one.getType()).isEqualTo("order.changed");
        assertThat(one.getId()).isNotEqualTo(another.getId());
    }

    @Test
    void whatTheApplicationHasSetStays() {
        ProducerRecord<Object, Object> record = new ProducerRecord<>("others", "{}");
        record.headers().add("ce_id", "order-1".getBytes(StandardCharsets.UTF_8)).add("ce_type",
                "order.cancelled".getBytes(StandardCharsets.UTF_8));

        CloudEvent event = read(prepared(SETTINGS, record));

        assertThat(event.getId()).isEqualTo("order-1");
        assertThat(event.getType()).isEqualTo("order.cancelled");
        assertThat(event.getSource()).isEqualTo(URI.create("/shop"));
    }

    @Test
    void aTombstoneIsAnEventWithoutData() {
        CloudEvent event = read(prepared(SETTINGS, new ProducerRecord<>("others", "key", null)));

        assertThat(event.getType()).isEqualTo("order.changed");
        assertThat(event.getDataContentType()).isNull();
    }

    @Test
    void topicsWithoutATypeHaveNoEvents() {
        CloudEventSettings settings = new CloudEventSettings(null, SETTINGS.topics(), Optional.empty());

        assertThat(prepared(settings, new ProducerRecord<>("others", "{}")).headers()).isEmpty();
    }

    @Test
    void theContentTypeIsWhatIsSetOrWhatTheSerializerSays() {
        CloudEventSettings avro = new CloudEventSettings(SETTINGS.byDefault(), Map.of(), Optional.of("application/avro"));

        assertThat(read(prepared(avro, new ProducerRecord<>("others", "x"))).getDataContentType())
                .isEqualTo("application/avro");
        assertThat(read(CloudEvents.of(SETTINGS, null).prepare(new ProducerRecord<>("others", "x"))).getDataContentType())
                .isNull();
    }
}
