package io.quarkiverse.kafkaproducer.runtime.failure;

import org.apache.kafka.common.KafkaException;

import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;

/**
 * Names what a record waits for.
 *
 * @param what completes the sentence "waited for"
 * @param cause why that does not come; null if it is not known
 */
public record Wait(WaitReason reason, String what, Cause cause) {

    public static final Wait CLIENT = new Wait(WaitReason.CLIENT, "the client");
    public static final Wait BUFFER_SPACE = new Wait(WaitReason.BUFFER_SPACE, "buffer space");
    public static final Wait EARLIER_RECORDS = new Wait(WaitReason.EARLIER_RECORDS, "the acknowledgment of earlier records");
    public static final Wait ACKNOWLEDGMENT = new Wait(WaitReason.ACKNOWLEDGMENT, "the acknowledgment");

    public Wait(WaitReason reason, String what) {
        this(reason, what, null);
    }

    /** Returns the same with the cause. */
    public Wait because(Cause known) {
        return new Wait(known.reason(), what, known);
    }

    public static Wait room(String use) {
        return new Wait(WaitReason.ROOM_IN_QUEUE, "room in the queue").because(Cause.queueFull(use));
    }

    /** @param serializer what writes it */
    public static Wait value(String serializer) {
        return new Wait(WaitReason.VALUE, "the value to be written by " + serializer);
    }

    /** @param error why the client, which knows the topic that an interceptor may have chosen, has not taken the record */
    public static Wait untaken(Throwable error) {
        boolean missing = error instanceof KafkaException known && KafkaErrors.isMissingTopic(known);
        return new Wait(missing ? WaitReason.TOPIC_DOES_NOT_EXIST : WaitReason.METADATA,
                "the Kafka client to take it; the last error: " + KafkaErrors.text(error));
    }

    public static Wait metadata(String topic) {
        return new Wait(WaitReason.METADATA, "metadata of topic " + topic);
    }

    /** Returns what it waits for and why, with properties as they are called where they are set. */
    public String text(PropertyNames names) {
        return cause == null ? what : what + "; " + cause.text(names);
    }
}
