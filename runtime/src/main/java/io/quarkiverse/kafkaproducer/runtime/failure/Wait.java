package io.quarkiverse.kafkaproducer.runtime.failure;

/**
 * Names what a record waits for.
 *
 * @param text completes the sentence "waited for"; names the topic, the partition or the host concerned
 */
public record Wait(WaitReason reason, String text) {

    public static final Wait CLIENT = new Wait(WaitReason.CLIENT, "the client");
    public static final Wait BUFFER_SPACE = new Wait(WaitReason.BUFFER_SPACE, "buffer space");
    public static final Wait EARLIER_RECORDS = new Wait(WaitReason.EARLIER_RECORDS, "the acknowledgment of earlier records");
    public static final Wait ACKNOWLEDGMENT = new Wait(WaitReason.ACKNOWLEDGMENT, "the acknowledgment");

    /** Returns the same with more about it. */
    public Wait with(WaitReason because, String detail) {
        return new Wait(because, text + "; " + detail);
    }

    public static Wait room(String capacity) {
        return new Wait(WaitReason.ROOM_IN_QUEUE, "room in the queue (" + capacity + ")");
    }

    /** @param serializer what writes it */
    public static Wait value(String serializer) {
        return new Wait(WaitReason.VALUE, "the value to be written by " + serializer);
    }

    public static Wait metadata(String topic) {
        return new Wait(WaitReason.METADATA, "metadata of topic " + topic);
    }
}
