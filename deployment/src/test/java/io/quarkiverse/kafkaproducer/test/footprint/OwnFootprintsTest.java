package io.quarkiverse.kafkaproducer.test.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Vertx;

/** An application that injects no producer leaves footprints of its own. */
class OwnFootprintsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.kafka.devservices.enabled", "false")
            .overrideConfigKey("quarkus.kafka-producer.devservices.enabled", "false")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.footprint.success-sample", "0")
            .setLogRecordPredicate(record -> "io.quarkiverse.kafkaproducer.footprint".equals(record.getLoggerName()))
            .assertLogRecords(OwnFootprintsTest::assertFootprints);

    @Inject
    Footprints footprints;

    @Inject
    LoggedFootprints logged;

    @Inject
    Vertx vertx;

    @Test
    void theyAreLoggedByTheirTypeAndFromAnEventLoopToo() throws Exception {
        leaveOneOfEachType();
        CompletableFuture<String> left = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(nothing -> {
            IntStream.range(0, 10).forEach(
                    i -> footprints.leave(LogType.INFO, "Stock", "org.acme.Stock.check", "from the event loop " + i));
            left.complete(Thread.currentThread().getName());
        });
        String eventLoop = left.get(10, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(30)).until(() -> logged.buffered() == 0);
        // the end of the application must not cut it off
        footprints.leave(LogType.INFO, "Stock", "org.acme.Stock.check", eventLoop);
    }

    private void leaveOneOfEachType() {
        Logger category = Logger.getLogger(LoggedFootprints.CATEGORY);
        // set in the configuration, it would stay set for other tests
        category.setLevel(Level.FINE);
        try {
            for (LogType type : LogType.values()) {
                footprints.leave(type, "Stock", "org.acme.Stock.check", "left as\n" + type, Map.of("left", 3));
            }
        } finally {
            category.setLevel(null);
        }
    }

    private static void assertFootprints(List<LogRecord> records) {
        assertThat(records.subList(0, 5)).extracting(LogRecord::getLevel).extracting(Level::getName)
                .containsExactly("DEBUG", "INFO", "WARN", "ERROR", "FATAL");
        assertThat(records.subList(0, 5)).extracting(LogRecord::getMessage)
                .containsExactly("left as\\nDEBUG", "left as\\nINFO", "left as\\nWARNING", "left as\\nERROR",
                        "left as\\nCRITICAL");
        assertThat(records.get(0).getSourceClassName()).isEqualTo("org.acme.Stock");
        assertThat(records.get(0).getSourceMethodName()).isEqualTo("check");
        assertThat(((ExtLogRecord) records.get(0)).getMarker()).as("the footprint itself").asString()
                .startsWith("Footprint[logType=DEBUG, subject=Stock").contains("payload={left=3}");

        List<LogRecord> fromEventLoop = records.stream().filter(one -> one.getMessage().startsWith("from")).toList();
        assertThat(fromEventLoop).extracting(LogRecord::getMessage)
                .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "from the event loop " + i).toList());
        String eventLoop = records.stream().map(LogRecord::getMessage).filter(message -> message.startsWith("vert.x"))
                .findAny().orElseThrow();
        assertThat(fromEventLoop).extracting(one -> ((ExtLogRecord) one).getThreadName()).containsOnly(eventLoop);
    }
}
