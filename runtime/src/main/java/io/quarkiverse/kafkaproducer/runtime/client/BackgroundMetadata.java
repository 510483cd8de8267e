package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.quarkiverse.kafkaproducer.runtime.queue.TopicMetadata;

/** Asks a client that may wait for metadata on a worker, and remembers the answers for those who must not wait. */
final class BackgroundMetadata {

    /** Names of topics may be generated. */
    private static final int MOST_ANSWERS = 1024;

    private final Function<String, TopicMetadata> question;
    private final Executor worker;
    private final Runnable arrived;
    private final Map<String, TopicMetadata> answers = new ConcurrentHashMap<>();
    private final Map<String, Boolean> asking = new ConcurrentHashMap<>();

    /** @param arrived told on the worker when something is known that was not */
    BackgroundMetadata(Function<String, TopicMetadata> question, Executor worker, Runnable arrived) {
        this.question = question;
        this.worker = worker;
        this.arrived = arrived;
    }

    /** Returns the last answer, and has the question asked again. */
    TopicMetadata of(String topic) {
        if (asking.putIfAbsent(topic, true) == null) {
            try {
                worker.execute(() -> ask(topic));
            } catch (RejectedExecutionException e) {
                // the application ends
                asking.remove(topic);
            }
        }
        return answers.getOrDefault(topic, TopicMetadata.missing(null));
    }

    private void ask(String topic) {
        TopicMetadata before;
        TopicMetadata answer;
        try {
            answer = question.apply(topic);
            if (answers.size() >= MOST_ANSWERS) {
                answers.clear();
            }
            before = answers.put(topic, answer);
        } finally {
            asking.remove(topic);
        }
        if (answer.partitions() > 0 && (before == null || before.partitions() == 0)) {
            arrived.run();
        }
    }
}
