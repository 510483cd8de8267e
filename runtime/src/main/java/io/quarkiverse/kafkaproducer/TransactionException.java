package io.quarkiverse.kafkaproducer;

/**
 * A transaction was not committed, or it is not known whether it was: it could not begin, no client was free within the
 * deadline, a send in it failed, the commit failed or was not answered in time, or its client was fenced.
 * <p>
 * {@link #outcome()} tells of the whole transaction: {@link Outcome#NOT_SENT} where it was not committed and never will be,
 * so that read-committed consumers see nothing of it; {@link Outcome#UNKNOWN} where the commit had been asked for and its
 * answer is missing. {@link #retriable()} means that running the transaction again cannot write anything twice.
 */
public class TransactionException extends ProducerException {

    private static final long serialVersionUID = 1L;

    public TransactionException(String message, Throwable cause, Outcome outcome, boolean retriable) {
        super(message, cause, outcome, retriable && outcome == Outcome.NOT_SENT);
    }

    /** @param producer the producer's name, null if it is not known */
    public TransactionException(String producer, String message, Throwable cause, Outcome outcome, boolean retriable) {
        super(producer, message, cause, outcome, retriable && outcome == Outcome.NOT_SENT, true);
    }
}
