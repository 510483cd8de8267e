package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * A footprint that is not worded yet. Made on the thread that leaves it, it holds what only that thread knows; message and
 * payload are made when it is written, perhaps by another thread.
 */
final class PendingFootprint {

    /** As Quarkus' OpenTelemetry extension names it in the log's diagnostic context. */
    static final String TRACE_ID = "traceId";

    /** Says it in words. */
    @FunctionalInterface
    interface Wording {
        Footprint at(Instant timestamp);
    }

    private final LogType logType;
    private final Wording wording;
    private final ExtLogRecord record;
    private final String reason;
    private final Instant timestamp;
    private Footprint footprint;
    private boolean observed;

    private PendingFootprint(LogType logType, Wording wording, ExtLogRecord record, String reason) {
        this.reason = reason;
        this.logType = logType;
        this.wording = wording;
        this.record = record;
        this.timestamp = record == null ? Instant.now() : record.getInstant();
    }

    /** The log does not want it, only observers do. */
    static PendingFootprint unlogged(LogType logType, Wording wording) {
        return new PendingFootprint(logType, wording, null, "");
    }

    /**
     * @param thrown the exception that it tells of, or null
     * @param traceId the id of the trace that it belongs to, or null for that of this thread
     */
    static PendingFootprint logged(LogType logType, Wording wording, Throwable thrown, String traceId) {
        return logged(logType, wording, thrown, "", traceId);
    }

    /** @param reason ends the line, in the place of a stack trace */
    static PendingFootprint logged(LogType logType, Wording wording, String reason, String traceId) {
        return logged(logType, wording, null, ": " + reason, traceId);
    }

    private static PendingFootprint logged(LogType logType, Wording wording, Throwable thrown, String reason, String traceId) {
        ExtLogRecord record = new ExtLogRecord(level(logType), null, FormatStyle.NO_FORMAT, PendingFootprint.class.getName());
        record.setThrown(thrown);
        if (traceId != null) {
            record.putMdc(TRACE_ID, traceId);
        }
        return new PendingFootprint(logType, wording, record, reason);
    }

    static Level level(LogType logType) {
        return switch (logType) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR -> Level.ERROR;
            case CRITICAL -> Level.FATAL;
        };
    }

    LogType logType() {
        return logType;
    }

    /** From here on another thread may have it. */
    void leaveThread() {
        if (record != null) {
            record.copyMdc();
        }
    }

    /** Synchronous observers are told of it by the thread that leaves it. */
    void observedHere() {
        observed = true;
    }

    boolean isObservedHere() {
        return observed;
    }

    /** In words; the same each time. Not for two threads at a time. */
    Footprint footprint() {
        if (footprint == null) {
            footprint = wording.at(timestamp);
        }
        return footprint;
    }

    /** Null if the log does not want it. A formatter finds the footprint itself as its marker. */
    ExtLogRecord record() {
        if (record != null && record.getMarker() == null) {
            Footprint worded = footprint();
            record.setMessage(Quoted.escape(worded.message() + reason));
            record.setInstant(worded.timestamp());
            record.setMarker(worded);
            // what left it, to the reader, is what the application called; and no formatter needs to walk a stack
            Source source = Source.of(worded.controller());
            record.setSourceClassName(source.className());
            record.setSourceMethodName(source.method());
        }
        return record;
    }

    /** A controller as a log record has it. */
    private record Source(String className, String method) {

        /** Beyond this many, what is made is not kept: an application may name its own as it likes. */
        private static final int REMEMBERED = 64;
        private static final Map<String, Source> KNOWN = new ConcurrentHashMap<>();

        static Source of(String controller) {
            Source known = KNOWN.get(controller);
            if (known == null) {
                int dot = controller.lastIndexOf('.');
                known = new Source(controller.substring(0, Math.max(0, dot)), controller.substring(dot + 1));
                if (KNOWN.size() < REMEMBERED) {
                    KNOWN.put(controller, known);
                }
            }
            return known;
        }
    }
}
