package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.producers.OutboxFigures;

/** Asks the table for all figures together, and not more often than every few seconds, as it may be large. */
final class CachedFigures implements OutboxFigures {

    private static final Logger LOG = Logger.getLogger(CachedFigures.class);
    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);
    private static final double MILLIS_OF_A_SECOND = 1_000;

    private final OutboxStatus status;
    private Asked last;

    private record Asked(long at, double pending, double oldestSeconds, double blocked) {
    }

    CachedFigures(OutboxStatus status) {
        this.status = status;
    }

    private synchronized double get(ToDoubleFunction<Asked> figure) {
        long now = System.nanoTime();
        if (last == null || now - last.at() > FRESH) {
            last = ask(now);
        }
        return figure.applyAsDouble(last);
    }

    private Asked ask(long now) {
        try {
            return new Asked(now, status.pending(),
                    status.oldest().map(Duration::toMillis).orElse(0L) / MILLIS_OF_A_SECOND, status.blockedCount());
        } catch (IllegalStateException e) {
            LOG.debug("The outbox has no figures", e);
            return new Asked(now, Double.NaN, Double.NaN, Double.NaN);
        }
    }

    @Override
    public double pending() {
        return get(Asked::pending);
    }

    @Override
    public double oldestSeconds() {
        return get(Asked::oldestSeconds);
    }

    @Override
    public double blocked() {
        return get(Asked::blocked);
    }
}
