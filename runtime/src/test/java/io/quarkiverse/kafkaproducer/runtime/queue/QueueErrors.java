package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears of errors that the queue logs and survives: save those that a simulation throws on purpose, they are faults. */
final class QueueErrors extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(SendQueue.class.getName());
    private final boolean before = logger.getUseParentHandlers();

    QueueErrors() {
        setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        Simulation world = Simulation.CURRENT.get();
        Throwable thrown = record.getThrown();
        if (world != null && thrown != null && !(thrown instanceof SimulatedError)) {
            world.fail("the queue logged " + thrown + " at " + (thrown.getStackTrace().length > 0
                    ? java.util.Arrays.asList(thrown.getStackTrace()).subList(0, Math.min(8, thrown.getStackTrace().length))
                    : "?"));
        }
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(before);
    }
}
