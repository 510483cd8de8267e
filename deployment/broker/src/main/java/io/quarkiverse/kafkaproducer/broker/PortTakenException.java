package io.quarkiverse.kafkaproducer.broker;

/** A port that was free when it was looked for is not any more. */
final class PortTakenException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
        super(message);
    }
}
