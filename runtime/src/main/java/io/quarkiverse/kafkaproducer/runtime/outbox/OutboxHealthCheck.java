package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.time.Duration;
import java.util.Optional;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;

/** Ready while no row waits for longer than {@code health.max-age}, where that is set. Asks the database. */
final class OutboxHealthCheck implements HealthCheck {

    private final OutboxMonitor monitor;
    private final Optional<Duration> maxAge;

    OutboxHealthCheck(OutboxMonitor monitor, Optional<Duration> maxAge) {
        this.monitor = monitor;
        this.maxAge = maxAge;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Kafka outbox health check");
        if (maxAge.isEmpty()) {
            return response.up().build();
        }
        try {
            Duration oldest = monitor.oldest().orElse(Duration.ZERO);
            return response.status(oldest.compareTo(maxAge.get()) <= 0).withData("oldest", oldest.toString())
                    .withData("max-age", maxAge.get().toString()).build();
        } catch (IllegalStateException e) {
            return response.down().withData("problem", e.getMessage()).build();
        }
    }
}
