package io.quarkiverse.kafkaproducer.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkus.test.QuarkusUnitTest;

class NoFootprintsTest {

    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Knot.class)
            .overrideConfigKey("quarkus.kafka-producer.footprint.enabled", "false")
            .setLogRecordPredicate(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records).isEmpty());

    @Inject
    Producer producer;

    @Inject
    Instance<Footprints> footprints;

    @Test
    void turnedOffAtBuildSendsLeaveNoneAndThereIsNoBean() {
        assertThat(producer.send("no-footprints", 1, "key").topic()).isEqualTo("no-footprints");
        assertThatThrownBy(() -> producer.send("no-footprints", new Knot())).isInstanceOf(ValueSerializationException.class);

        assertThat(footprints.isUnsatisfied()).isTrue();
    }
}
