package io.quarkiverse.kafkaproducer.runtime.send;

import java.util.List;

import io.quarkiverse.kafkaproducer.ProducerException;

/**
 * The end of a transaction, with the records that had been acknowledged in it.
 *
 * @param producer the producer's name
 * @param controller the method that the application called
 * @param topics those of its records, in alphabetical order
 * @param count how many records
 * @param started when the call began, by {@link System#nanoTime()}
 * @param failure why it was not committed; null if it was, or if its work asked for the abort
 */
public record TransactionEnd(Result result, String producer, String controller, List<String> topics, int count, long started,
        ProducerException failure) {

    public enum Result {
        COMMITTED,
        /** Aborted: consumers that read committed records will see nothing of it. */
        ABORTED,
        /** The commit was asked for, and there was no answer. */
        UNKNOWN
    }
}
