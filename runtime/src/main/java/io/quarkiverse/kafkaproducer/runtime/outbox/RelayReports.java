package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;

/** Tells meters of what is published, and people of keys that cannot be: by a footprint, or by the log where there are none. */
final class RelayReports implements RelayObserver {

    private static final Logger LOG = Logger.getLogger(RelayReports.class);
    private static final String CONTROLLER = Outbox.class.getName() + ".send";

    private final LoggedFootprints footprints;
    private final List<LongConsumer> timers;

    /**
     * @param footprints null if there are none
     * @param timers told how long after its writing each row was published, in nanoseconds
     */
    RelayReports(LoggedFootprints footprints, List<LongConsumer> timers) {
        this.footprints = footprints;
        this.timers = timers;
    }

    @Override
    public void published(PendingRow row) {
        for (LongConsumer timer : timers) {
            timer.accept(row.ageNanos());
        }
    }

    @Override
    public void blocked(PendingRow row, String error, boolean parked) {
        boolean withKey = row.key() != null && (footprints == null || footprints.settings().includeKey());
        String key = withKey ? KeyText.of(row.key(), row.headers()) : null;
        String message = "Message " + row.messageId() + " for " + row.topic() + " cannot be published and "
                + (parked ? "is set aside" : row.key() == null ? "is tried again" : "holds back its key");
        if (footprints == null) {
            LOG.warnf("%s (producer %s, key %s): %s", message, producer(row), key, error);
            return;
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("producer", producer(row));
        payload.put("topic", row.topic());
        if (withKey) {
            payload.put("key", key);
        }
        payload.put("id", row.messageId().toString());
        payload.put("error", error);
        footprints.leave(LogType.WARNING, "Outbox", CONTROLLER, message, payload);
    }

    private static String producer(PendingRow row) {
        return row.producer() == null ? ProducersConfig.DEFAULT_NAME : row.producer();
    }
}
