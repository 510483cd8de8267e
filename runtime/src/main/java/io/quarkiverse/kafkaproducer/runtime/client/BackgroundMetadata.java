package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.quarkiverse.kafkaproducer.runtime.failure.KafkaErrors;
import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;

/**
 * Asks a client that may wait for metadata on a worker, and remembers the answers for those who must not wait.
 * <p>
 * Not for long: the client forgets a topic that is not used for {@code metadata.max.idle.ms}, or that was deleted, and a send
 * that finds it forgotten fails its transaction. Rights that were refused may be given.
 */
final class BackgroundMetadata {

    /** Names of topics may be generated. */
    private static final int MOST_ANSWERS = 1024;

    /** Below the least {@code metadata.max.idle.ms}, 5 s; a topic in use is asked for once a second. */
    static final long TRUSTED = TimeUnit.SECONDS.toNanos(3);

    private final Function<String, TopicMetadata> question;
    private final Executor worker;
    private final Runnable arrived;
    private final LongSupplier clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Boolean> asking = new ConcurrentHashMap<>();
    /** Topics of which somebody was told that nothing is known. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    private record Answer(TopicMetadata metadata, long at) {

        /** Returns whether it says for good that there are none. */
        boolean isRefusal() {
            return metadata.error() != null && !KafkaErrors.mayPass(metadata.error());
        }
    }

    /** @param arrived told on the worker when something is known that was not */
    BackgroundMetadata(Function<String, TopicMetadata> question, Executor worker, Runnable arrived, LongSupplier clock) {
        this.question = question;
        this.worker = worker;
        this.arrived = arrived;
        this.clock = clock;
    }

    /** Returns the last answer if it is new, and has the question asked again. A refusal is returned once. */
    TopicMetadata of(String topic) {
        Answer last = answers.get(topic);
        if (last == null || clock.getAsLong() - last.at() >= TRUSTED) {
            last = new Answer(TopicMetadata.missing(null), 0);
        } else if (last.isRefusal()) {
            answers.remove(topic, last);
            return last.metadata();
        }
        if (last.metadata().partitions() == 0) {
            // before it is asked, so that the answer is told
            awaited.add(topic);
        }
        if (asking.putIfAbsent(topic, true) == null) {
            try {
                worker.execute(() -> ask(topic));
            } catch (RejectedExecutionException e) {
                // the application ends
                asking.remove(topic);
            }
        }
        return last.metadata();
    }

    private void ask(String topic) {
        TopicMetadata answer;
        try {
            answer = question.apply(topic);
            if (answers.size() >= MOST_ANSWERS) {
                answers.clear();
                awaited.retainAll(asking.keySet());
            }
            answers.put(topic, new Answer(answer, clock.getAsLong()));
        } finally {
            asking.remove(topic);
        }
        if (answer.partitions() > 0 && awaited.remove(topic)) {
            arrived.run();
        }
    }
}
