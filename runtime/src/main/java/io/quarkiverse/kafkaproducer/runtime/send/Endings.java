package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.client.Connection;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClient;

/** Ends what the client has not: what its sender gave up on, and what cannot be handed over. */
final class Endings {

    /**
     * How many are ended at a time. Many, as each time takes the lock; not all, as those who want the lock and those who are
     * told first would wait for as long.
     */
    private static final int CHUNK = 256;

    private final Connection connection;
    private final Pending pending;

    Endings(Connection connection, Pending pending) {
        this.connection = connection;
        this.pending = pending;
    }

    /** Their deadlines have passed. */
    void expire(List<Submission> submissions) {
        if (!submissions.isEmpty()) {
            giveUp(submissions, (submission, waitedFor, outcome) -> Failure.timeout(submission.timeoutNanos(), waitedFor,
                    outcome));
        }
    }

    void interrupt(Submission submission) {
        giveUp(List.of(submission), (same, waitedFor, outcome) -> Failure.interrupted(waitedFor, outcome));
    }

    /** Its subscriber is gone: it is taken back if the client does not have it. */
    void cancel(Submission submission) {
        if (!submission.isEnded()) {
            giveUp(List.of(submission), (same, waitedFor, outcome) -> outcome == Outcome.UNKNOWN ? null
                    : Failure.cancelled(waitedFor, outcome));
        }
    }

    private void giveUp(List<Submission> submissions, Pending.Reason reason) {
        KafkaClient client = connection.client();
        // asks the client's metrics, which have locks of their own, so not under that of the queue
        Pending.Known known = client == null ? new Pending.Known(false, "", "")
                : new Pending.Known(true, connectionOf(client), batchesOf(client));
        inChunks(submissions, chunk -> pending.giveUp(chunk, known, reason).forEach(Submission::tellWaiter));
    }

    private String connectionOf(KafkaClient client) {
        return client.hasConnected() ? ""
                : "; no connection to " + connection.properties().bootstrapServers() + " could be established";
    }

    private String batchesOf(KafkaClient client) {
        return client.hasSplitBatches() ? "; batches were refused as too large: batch.size, which is "
                + connection.properties().batchSize() + ", should not be above max.message.bytes of the topic" : "";
    }

    /** It came too late: a queue that has begun to refuse does not take it. Its waiter is not told. */
    boolean refuse(Submission submission, Failure refusal) {
        return !pending.giveUp(List.of(submission), Pending.Known.NOTHING,
                (same, waitedFor, outcome) -> outcome == Outcome.UNKNOWN ? null : refusal).isEmpty();
    }

    /** Ends those that have left their lanes. */
    void end(List<Submission> taken, Failure failure) {
        inChunks(taken, chunk -> {
            List<Submission> ended = new ArrayList<>(chunk.size());
            for (Submission submission : chunk) {
                if (submission.failQueued(failure)) {
                    ended.add(submission);
                }
            }
            pending.leave(ended);
            ended.forEach(Submission::tellWaiter);
        });
    }

    /** Ends all that waits now: some at a time, so that others get the lock in between. */
    void endWaiting(Failure failure, String error) {
        pending.failed(error);
        List<Submission> taken;
        // not those that come meanwhile, without end
        int left = pending.records();
        do {
            taken = pending.take(CHUNK);
            end(taken, failure);
            left -= taken.size();
        } while (!taken.isEmpty() && left > 0);
    }

    private static void inChunks(List<Submission> submissions, Consumer<List<Submission>> action) {
        for (int from = 0; from < submissions.size(); from += CHUNK) {
            action.accept(submissions.subList(from, Math.min(from + CHUNK, submissions.size())));
        }
    }
}
