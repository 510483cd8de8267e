package io.quarkiverse.kafkaproducer.test.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.test.QuarkusUnitTest;

class NoFootprintsTest {

    public static class Knot {
        public Knot getSelf() {
            return this;
        }
    }

    @Singleton
    public static class Watcher {

        final List<Footprint> seen = new CopyOnWriteArrayList<>();

        void observe(@Observes Footprint footprint) {
            seen.add(footprint);
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Knot.class, Watcher.class)
            .overrideConfigKey("quarkus.kafka-producer.footprint.enabled", "false")
            .setLogRecordPredicate(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName()))
            .assertLogRecords(records -> assertThat(records).isEmpty());

    @Inject
    Producer producer;

    @Inject
    Footprints footprints;

    @Inject
    Instance<LoggedFootprints> logged;

    @Inject
    Watcher watcher;

    @Test
    void turnedOffAtBuildSendsLeaveNoneAndThoseOfTheApplicationGoNowhere() {
        assertThat(producer.send("no-footprints", 1, "key").topic()).isEqualTo("no-footprints");
        assertThatThrownBy(() -> producer.send("no-footprints", new Knot())).isInstanceOf(ValueSerializationException.class);

        footprints.leave(LogType.ERROR, "Stock", "org.acme.Stock.check", "running low");

        assertThat(watcher.seen).isEmpty();
        assertThat(logged.isUnsatisfied()).isTrue();
    }
}
