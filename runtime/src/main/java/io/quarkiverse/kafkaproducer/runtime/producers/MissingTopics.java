package io.quarkiverse.kafkaproducer.runtime.producers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;
import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;

/** Finds which topics the brokers of a producer do not have, by the metadata that its client has anyway. */
final class MissingTopics {

    /** Brokers that create topics automatically say at first that there is none. */
    static final Duration TIME_TO_APPEAR = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 100;

    private final Supplier<KafkaClient> client;
    private final Executor worker;
    private final long deadline;
    private final Set<String> open;
    private final Map<String, Long> missingSince = new HashMap<>();
    private final Set<String> found = new TreeSet<>();
    private final CompletableFuture<Set<String>> result = new CompletableFuture<>();

    /**
     * @param client gives the client of the moment, null while there is none
     * @param bound how long their answer is waited for
     */
    MissingTopics(Supplier<KafkaClient> client, Executor worker, Set<String> topics, Duration bound) {
        this.client = client;
        this.worker = worker;
        this.open = new TreeSet<>(topics);
        this.deadline = System.nanoTime() + bound.toNanos();
    }

    /** Completes on a worker, with those that are known not to be there. */
    CompletableFuture<Set<String>> find() {
        look();
        return result;
    }

    private void look() {
        try {
            long now = System.nanoTime();
            KafkaClient current = client.get();
            if (current != null) {
                open.removeIf(topic -> isDecided(topic, current.metadata(topic), now));
            }
            if (open.isEmpty() || now - deadline >= 0) {
                result.complete(found);
            } else {
                CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, worker).execute(this::look);
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private boolean isDecided(String topic, TopicMetadata metadata, long now) {
        if (metadata.partitions() > 0) {
            return true;
        }
        if (!isMissing(metadata)) {
            missingSince.remove(topic);
            return false;
        }
        long since = missingSince.computeIfAbsent(topic, first -> now);
        return now - since >= TIME_TO_APPEAR.toNanos() && found.add(topic);
    }

    static boolean isMissing(TopicMetadata metadata) {
        return metadata.error() != null && KafkaErrors.isMissingTopic(metadata.error());
    }
}
