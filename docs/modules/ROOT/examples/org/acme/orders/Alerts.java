package org.acme.orders;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;

// tag::all[]
@ApplicationScoped
public class Alerts {

    private final AtomicLong failures = new AtomicLong();

    void observe(@Observes Footprint footprint) {
        if (footprint.logType().compareTo(LogType.ERROR) >= 0) {
            failures.incrementAndGet();
        }
    }

    public long failures() {
        return failures.get();
    }
}
// end::all[]
