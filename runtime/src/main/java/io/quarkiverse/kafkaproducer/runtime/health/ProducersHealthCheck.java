package io.quarkiverse.kafkaproducer.runtime.health;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.kafkaproducer.runtime.failure.Cause;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Ready while each producer can reach its brokers, or has not been used yet. Blocks for no longer than its timeout. */
@Readiness
@Startup
@Singleton
public class ProducersHealthCheck implements HealthCheck {

    private static final String TIMEOUT = "quarkus.kafka-producer.health.check-timeout";
    private static final long PAUSE_MILLIS = 20;

    private final Producers producers;
    private final long timeout;
    private final Map<ProducerRuntime, Reachability> reachability = new ConcurrentHashMap<>();

    /** @throws ConfigurationException if the timeout is negative */
    public ProducersHealthCheck(Producers producers, HealthConfig config) {
        if (config.checkTimeout().isNegative()) {
            throw new ConfigurationException(TIMEOUT + " is " + config.checkTimeout() + ": it should be zero or positive",
                    Set.of(TIMEOUT));
        }
        this.producers = producers;
        this.timeout = config.checkTimeout().toNanos();
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, ProducerRuntime> all = producers.byName();
        Map<String, String> problems = problems(all);
        long end = System.nanoTime() + timeout;
        while (!problems.isEmpty() && System.nanoTime() - end < 0 && pause()) {
            problems = problems(all);
        }
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Kafka producers health check")
                .status(problems.isEmpty());
        for (String name : all.keySet()) {
            response.withData(name, problems.containsKey(name) ? "DOWN: " + problems.get(name) : up(all.get(name)));
        }
        return response.build();
    }

    private static String up(ProducerRuntime producer) {
        Set<String> missing = producer.missingTopics();
        return missing.isEmpty() ? "UP" : "UP, but " + missingText(producer, missing);
    }

    private static String missingText(ProducerRuntime producer, Set<String> missing) {
        String servers = producer.settings().client().bootstrapServers();
        return missing.stream()
                .map(topic -> Cause.topicDoesNotExist(topic, servers).text(producer.settings().names()))
                .collect(Collectors.joining("; "));
    }

    private Map<String, String> problems(Map<String, ProducerRuntime> all) {
        Map<String, String> problems = new TreeMap<>();
        all.forEach((name, producer) -> {
            String problem = reachability.computeIfAbsent(producer, Reachability::new).problem();
            if (problem == null && producer.needsTopics()) {
                Set<String> missing = producer.missingTopics();
                problem = missing.isEmpty() ? null : missingText(producer, missing);
            }
            if (problem != null) {
                problems.put(name, problem);
            }
        });
        return problems;
    }

    /** False if there is no time to wait. */
    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
