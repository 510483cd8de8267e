package io.quarkiverse.kafkaproducer;

import java.util.List;

/**
 * Some records of a {@code sendAll} were not acknowledged. {@link #results()} accounts for each record; the first failure is
 * the cause.
 * <p>
 * {@link #outcome()} is {@link Outcome#UNKNOWN} if it is so for any of the failures. {@link #retriable()} is true if it is so
 * for all of them: sending those records again, and not the acknowledged ones, cannot write any of them twice.
 */
public class BatchSendException extends ProducerException {

    private static final long serialVersionUID = 1L;

    private final transient List<SendResult> results;

    public BatchSendException(List<SendResult> results) {
        super(failures(results).get(0).producer(), message(results), failures(results).get(0), outcome(results),
                failures(results).stream().allMatch(SendException::retriable), true);
        this.results = List.copyOf(results);
    }

    /**
     * Returns the result of each record.
     *
     * @return in the order of the records given
     */
    public List<SendResult> results() {
        return results;
    }

    private static String message(List<SendResult> results) {
        List<SendException> failures = failures(results);
        return failures.size() + " of " + results.size() + " records were not acknowledged; the first: "
                + failures.get(0).getMessage();
    }

    private static Outcome outcome(List<SendResult> results) {
        return failures(results).stream().anyMatch(failure -> failure.outcome() == Outcome.UNKNOWN) ? Outcome.UNKNOWN
                : Outcome.NOT_SENT;
    }

    private static List<SendException> failures(List<SendResult> results) {
        return results.stream().filter(result -> !result.acknowledged()).map(SendResult::failure).toList();
    }
}
