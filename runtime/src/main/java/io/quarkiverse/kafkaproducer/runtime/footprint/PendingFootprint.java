package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.MDC;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/**
 * A footprint that is not worded yet. Made on the thread that leaves it, it holds what only that thread knows; message and
 * payload are made when it is written, perhaps by another thread. It belongs to one thread at a time.
 */
abstract class PendingFootprint {

    /** The name that Quarkus' OpenTelemetry extension uses in the log's diagnostic context. */
    static final String TRACE_ID = "traceId";

    /** The one that was left before it, or after it: the writer's. */
    PendingFootprint next;

    private final LogType logType;
    private Instant timestamp;
    private ExtLogRecord record;
    /** Ends the line; null if nothing does. */
    private String reason;
    /** An empty diagnostic context is not worth a copy. */
    private boolean withoutMdc;
    private boolean observed;
    private Footprint footprint;

    PendingFootprint(LogType logType) {
        this.logType = logType;
    }

    /** Says it in words. Called once. */
    abstract Footprint inWords(Instant timestamp);

    /** The log does not want it, only observers do. */
    void unlogged() {
        timestamp = Instant.now();
    }

    /**
     * The log wants it.
     *
     * @param thrown the exception that it tells of, or null
     * @param traceId the id of the trace that it belongs to, or null for that of this thread
     */
    void logged(Throwable thrown, String traceId) {
        record = new ExtLogRecord(level(logType), null, FormatStyle.NO_FORMAT, PendingFootprint.class.getName());
        record.setThrown(thrown);
        // another thread may have it soon
        if (traceId != null) {
            record.putMdc(TRACE_ID, traceId);
        } else if (MDC.isEmpty()) {
            withoutMdc = true;
        } else {
            record.copyMdc();
        }
        timestamp = record.getInstant();
    }

    /** The log wants it, with a reason at the end of the line in the place of a stack trace. */
    void loggedInOneLine(String why, String traceId) {
        logged(null, traceId);
        reason = ": " + why;
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

    /** Synchronous observers are told of it by the thread that leaves it. */
    void observedHere() {
        observed = true;
    }

    boolean isObservedHere() {
        return observed;
    }

    /** Returns the footprint, the same each time. Not for two threads at a time. */
    Footprint footprint() {
        if (footprint == null) {
            footprint = inWords(timestamp);
        }
        return footprint;
    }

    /** Null if the log does not want it. A formatter finds the footprint itself as its marker. */
    ExtLogRecord record() {
        if (record != null && record.getMarker() == null) {
            Footprint worded = footprint();
            record.setMessage(Quoted.escape(reason == null ? worded.message() : worded.message() + reason));
            record.setInstant(worded.timestamp());
            record.setMarker(worded);
            if (withoutMdc && !MDC.isEmpty()) {
                // or a formatter would find what this thread has
                record.setMdc(Map.of());
            }
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
