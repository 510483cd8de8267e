package io.quarkiverse.kafkaproducer.test.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.LogRecord;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.runtime.dev.RecentFootprints;
import io.quarkiverse.kafkaproducer.runtime.dev.WatchedProducers;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusDevModeTest;

/** Without HTTP there is no Dev UI. */
class DevModeWithoutHttpTest {

    public static class Starting {

        @Inject
        Producer producer;

        @Inject
        Instance<WatchedProducers> watched;

        @Inject
        Instance<RecentFootprints> footprints;

        void started(@Observes StartupEvent event) {
            Logger.getLogger("without-http").infof("watched: %s, footprints: %s", watched.isResolvable(),
                    footprints.isResolvable());
        }
    }

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(Starting.class)
                    .addAsResource(new StringAsset("kafka.bootstrap.servers=localhost:1\n"), "application.properties"))
            .setLogRecordPredicate(record -> record.getLoggerName().equals("without-http"));

    @Test
    void anApplicationStartsAndNothingIsRecordedForPagesThatAreNotThere() {
        assertThat(APPLICATION.getLogRecords()).extracting(LogRecord::getMessage, LogRecord::getParameters)
                .hasSize(1).asString().contains("watched: %s").contains("false, false");
    }
}
