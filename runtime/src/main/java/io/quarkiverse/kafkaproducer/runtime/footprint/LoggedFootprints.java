package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.footprint.LogType;
import io.quarkus.runtime.BlockingOperationControl;

/** Footprints as lines of the log, and as events for the application's observers. */
public final class LoggedFootprints implements Footprints, AutoCloseable {

    public static final String CATEGORY = "io.quarkiverse.kafkaproducer.footprint";

    /** The time to write what is in the buffer when the application ends. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Logger log;
    private final FootprintSettings settings;
    private final FootprintObservers observers;
    private final FootprintWriter writer;
    private final StackTraces stackTraces = new StackTraces();
    private volatile boolean closed;

    public LoggedFootprints(FootprintSettings settings, FootprintObservers observers) {
        this(settings, observers, Logger.getLogger(CATEGORY));
    }

    private LoggedFootprints(FootprintSettings settings, FootprintObservers observers, Logger log) {
        this.log = log;
        this.settings = settings;
        this.observers = observers;
        this.writer = new FootprintWriter(settings.bufferSize(), this::write, this::reportDropped);
    }

    /** Returns one that words footprints like this one, at a logger without handlers. */
    public LoggedFootprints toNowhere() {
        Logger nowhere = Logger.getLogger(CATEGORY + ".nowhere");
        nowhere.setUseParentHandlers(false);
        return new LoggedFootprints(settings, new FootprintObservers(false, false), nowhere);
    }

    public FootprintSettings settings() {
        return settings;
    }

    @Override
    public void leave(Footprint footprint) {
        if (isWanted(footprint.logType())) {
            leave(new PendingFootprint(footprint.logType()) {
                @Override
                Footprint inWords(Instant timestamp) {
                    return footprint;
                }
            }, null, null, true);
        }
    }

    /** Returns whether the log or an observer takes footprints of this type. */
    boolean isWanted(LogType logType) {
        return log.isLoggable(PendingFootprint.level(logType)) || observers.any();
    }

    /** Returns whether a success leaves a footprint, this time. */
    boolean isSuccessWanted() {
        double share = settings.successSample();
        return isWanted(settings.success()) && (share == 1 || ThreadLocalRandom.current().nextDouble() < share);
    }

    /**
     * @param thrown the exception that it tells of, whose stack trace the log's formatter may print, or null
     * @param traceId the id of the trace that it belongs to, or null
     * @param mayWait whether this thread may be held up by the log and by observers
     */
    void leave(PendingFootprint draft, Throwable thrown, String traceId, boolean mayWait) {
        boolean here = mayWait && BlockingOperationControl.isBlockingAllowed();
        boolean observedHere = here && observers.anySynchronous();
        if (!writer.hasRoom(draft.logType())) {
            if (observedHere && !closed) {
                draft.unlogged();
                observers.tell(draft);
            }
            return;
        }
        if (!log.isLoggable(PendingFootprint.level(draft.logType()))) {
            draft.unlogged();
        } else if (thrown == null || stackTraces.isDue(thrown, System.nanoTime())) {
            draft.logged(thrown, traceId);
        } else {
            draft.loggedInOneLine(thrown.toString(), traceId);
        }
        if (observedHere) {
            draft.observedHere();
            // in words now: two threads will read it
            draft.footprint();
        }
        // observers may take their time with what others have left
        boolean mayWrite = here && !observers.any();
        if (!writer.leave(draft, mayWrite)) {
            write(draft);
        }
        if (observedHere && !closed) {
            observers.tell(draft);
        }
    }

    /** Throws nothing: whoever writes also writes what others have left. */
    private void write(PendingFootprint draft) {
        try {
            ExtLogRecord record = draft.record();
            if (record != null) {
                log.log(record);
            }
            // afterwards there may be no beans any more
            if (!closed) {
                if (!draft.isObservedHere()) {
                    observers.tell(draft);
                }
                observers.tellAsynchronously(draft);
            }
        } catch (RuntimeException | Error e) {
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        }
    }

    private void reportDropped(long count) {
        log.log(Level.WARN, count + (count == 1 ? " footprint was" : " footprints were")
                + " dropped because the log could not keep up");
    }

    /** Returns the number of footprints that wait to be written. */
    public int buffered() {
        return writer.buffered();
    }

    /** Returns the number of footprints that were dropped from a full buffer since the start. */
    public long dropped() {
        return writer.dropped();
    }

    /** Writes what waits, within a bound. What is left later on is logged by the thread that leaves it. Blocks. */
    @Override
    public void close() {
        writer.close(DRAIN);
        closed = true;
    }
}
