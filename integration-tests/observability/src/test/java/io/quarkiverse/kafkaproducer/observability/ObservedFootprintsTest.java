package io.quarkiverse.kafkaproducer.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** Tests the traces and metrics of footprints. */
@QuarkusTest
@QuarkusTestResource(Brokers.class)
class ObservedFootprintsTest {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.kafkaproducer.footprint");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** A log that takes what it is allowed to. */
    private static final class Log extends Handler {

        private final Queue<ExtLogRecord> records = new ConcurrentLinkedQueue<>();
        private final Semaphore allowed = new Semaphore(0);

        @Override
        public void publish(LogRecord record) {
            allowed.acquireUninterruptibly();
            records.add(ExtLogRecord.wrap(record));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Inject
    Tracer tracer;

    private final Log log = new Log();

    @BeforeEach
    void listen() {
        LOG.addHandler(log);
        LOG.setLevel(Level.INFO);
    }

    @AfterEach
    void listenNoMore() {
        log.allowed.release(1_000);
        LOG.setLevel(Level.OFF);
        LOG.removeHandler(log);
    }

    @Test
    void footprintsHaveTheTraceOfTheirSend() {
        log.allowed.release(1_000);
        Span caller = tracer.spanBuilder("caller").startSpan();
        try (Scope current = caller.makeCurrent()) {
            producer.send("footprints", 1);
            assertThatThrownBy(() -> producer.send("footprints", new Unwritable()))
                    .isInstanceOf(ValueSerializationException.class);
            reactive.send("footprints", 2).await().atMost(LIMIT);
        } finally {
            caller.end();
        }

        await().untilAsserted(() -> assertThat(log.records).hasSize(3));
        assertThat(log.records).extracting(record -> record.getMdc("traceId"))
                .containsOnly(caller.getSpanContext().getTraceId());
    }

    @Test
    void footprintsThatTheLogHasNoTimeForAreCounted() {
        List<Uni<RecordMetadata>> sends = IntStream.range(0, 100).mapToObj(one -> reactive.send("footprints", one)).toList();

        // all are acknowledged while the log stands still
        Uni.join().all(sends).andFailFast().await().atMost(LIMIT);

        double dropped = Scrape.now().value("kafka_producer_footprints_dropped_total", Map.of());
        assertThat(dropped).isPositive();
        log.allowed.release(1_000);
        await().untilAsserted(() -> assertThat(log.records)
                .filteredOn(record -> record.getFormattedMessage().startsWith("Message ")).hasSize(100 - (int) dropped));
    }
}
