package io.quarkiverse.kafkaproducer.runtime.footprint;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** Footprints as lines of the log. */
public final class LoggedFootprints implements Footprints {

    public static final String CATEGORY = "io.quarkiverse.kafkaproducer.footprint";

    private static final String FQCN = LoggedFootprints.class.getName();
    private static final Logger LOG = Logger.getLogger(CATEGORY);

    @Override
    public void leave(Footprint footprint) {
        leave(footprint, null);
    }

    /** With the exception that it tells of, whose stack trace the log's formatter may print. */
    void leave(Footprint footprint, Throwable thrown) {
        LOG.log(FQCN, level(footprint.logType()), Quoted.escape(footprint.message()), null, thrown);
    }

    boolean isLogged(LogType logType) {
        return LOG.isEnabled(level(logType));
    }

    private static Level level(LogType logType) {
        return switch (logType) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR -> Level.ERROR;
            case CRITICAL -> Level.FATAL;
        };
    }
}
