package io.quarkiverse.kafkaproducer.observability;

/** A value that cannot be sent. */
public class Unwritable {

    public String getContent() {
        throw new IllegalStateException("payload-content");
    }
}
