package io.quarkiverse.kafkaproducer.runtime.producers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import javax.management.ObjectName;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintObservers;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintSettings;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.footprint.SendFootprints;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;

@Timeout(60)
class SendRehearsalTest {

    private final ExecutorService worker = Executors.newCachedThreadPool();

    @BeforeAll
    static void asQuarkusDoes() {
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
    }

    @AfterEach
    void stop() {
        worker.shutdownNow();
    }

    private static ProducerSettings settings(String compression) {
        return ProducerSettings.of(KafkaConfig.builder().bootstrapServers("localhost:1").clientId("rehearsed")
                .property("compression.type", compression).build(), Optional.empty());
    }

    /** The outcomes of the sends that it is told of. */
    private static final class Outcomes implements SendObserver {

        private final List<Object> told = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void acknowledged(Submission submission, RecordMetadata metadata) {
            told.add(metadata.offset());
        }

        @Override
        public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
            told.add(metadata);
        }

        @Override
        public void failed(Submission submission, SendException failure) {
            told.add(failure);
        }

        @Override
        public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
            told.add(metadata);
        }

        @Override
        public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
            told.add(failure);
        }
    }

    @Test
    void oneSendIsAcknowledgedWithoutABroker() {
        Outcomes outcomes = new Outcomes();
        SendRehearsal rehearsal = new SendRehearsal(outcomes, worker);

        rehearsal.hold(settings("none"));
        rehearsal.hold(settings("none"));

        assertThat(outcomes.told).containsExactly(0L);
    }

    @Test
    void compressionIsNoObstacle() {
        Outcomes outcomes = new Outcomes();

        new SendRehearsal(outcomes, worker).hold(settings("gzip"));

        assertThat(outcomes.told).containsExactly(0L);
    }

    @Test
    void itLeavesNoFootprintAndNoMetric() throws Exception {
        List<LogRecord> left = Collections.synchronizedList(new ArrayList<>());
        Logger category = Logger.getLogger(LoggedFootprints.CATEGORY);
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                left.add(record);
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        category.addHandler(handler);
        try (LoggedFootprints footprints = new LoggedFootprints(new FootprintSettings(true, LogType.INFO, 1, 10),
                new FootprintObservers(false, false))) {
            new SendRehearsal(new SendFootprints(footprints.toNowhere()), worker).hold(settings("none"));
        } finally {
            category.removeHandler(handler);
        }

        assertThat(left).isEmpty();
        assertThat(ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.producer:client-id=rehearsed,*"), null)).isEmpty();
    }
}
