package io.quarkiverse.kafkaproducer.runtime.prepare;

/** A record cannot be sent, since what was to prepare it has failed. */
public final class PreparationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** @param passing whether the fault may pass */
    PreparationException(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    /** Returns whether the same record may be prepared later. */
    public boolean isPassing() {
        return passing;
    }
}
