package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;

import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerClosedException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendInterruptedException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;

/**
 * Why a submission was not acknowledged: by the queue's own decision here, by the Kafka client's in {@link Refusal}. The
 * exception itself is made where it is thrown, so that its stack trace shows the caller and neither Kafka's network thread nor
 * the queue's lock pays for it.
 */
@FunctionalInterface
interface Failure {

    SendException toException(String topic);

    static Failure timeout(long nanos, String waitedFor, Outcome outcome) {
        return topic -> new SendTimeoutException(topic, "The record for topic '" + topic + "' was not acknowledged within "
                + Duration.ofNanos(nanos).toMillis() + " ms; waited for " + waitedFor, null, outcome);
    }

    static Failure interrupted(String waitedFor, Outcome outcome) {
        return topic -> new SendInterruptedException(topic, "The thread was interrupted; the record for topic '" + topic
                + "' waited for " + waitedFor, null, outcome);
    }

    static Failure cancelled(String waitedFor, Outcome outcome) {
        return topic -> new SendInterruptedException(topic, "The send was cancelled; the record for topic '" + topic
                + "' waited for " + waitedFor, null, outcome);
    }

    static Failure closed(String producer, Outcome outcome) {
        return topic -> new ProducerClosedException(topic, outcome == Outcome.NOT_SENT
                ? "Producer '" + producer + "' is closed; the record for topic '" + topic + "' was not sent"
                : "Producer '" + producer + "' was closed before the record for topic '" + topic + "' was acknowledged",
                outcome);
    }

    static Failure paused(String reason) {
        return topic -> new SendRejectedException(topic, reason + "; the record for topic '" + topic + "' was not sent", null,
                Outcome.NOT_SENT, false);
    }

    static Failure queueFull(String producer, String capacity) {
        return topic -> new SendRejectedException(topic, "The queue of producer '" + producer + "' is full (" + capacity
                + "); max-pending-records and max-pending-bytes bound it", null, Outcome.NOT_SENT, true);
    }

    static Failure neverFits(int size, long mostBytes) {
        return topic -> new SendRejectedException(topic, "The record for topic '" + topic + "' takes " + size
                + " bytes, more than max-pending-bytes (" + mostBytes + ")", null, Outcome.NOT_SENT, false);
    }

    static Failure unknownPartition(int partition, int partitions) {
        return topic -> new SendRejectedException(topic, "Topic '" + topic + "' has no partition " + partition
                + ": its partitions are 0 to " + (partitions - 1),
                new UnknownTopicOrPartitionException("partition " + partition + " of " + partitions), Outcome.NOT_SENT, true);
    }

    static Failure noClient(ClientCreationException cause) {
        return topic -> new SendRejectedException(topic, "The record for topic '" + topic + "' was not sent: "
                + cause.getMessage(), cause, Outcome.NOT_SENT, false);
    }
}
