package org.acme.patterns;

import java.util.function.Predicate;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerException;

// tag::all[]
/** Sending again may write the record twice: only for consumers that drop what they have seen. */
public class RetriableOrUnknown implements Predicate<Throwable> {

    @Override
    public boolean test(Throwable failure) {
        return failure instanceof ProducerException e && (e.retriable() || e.outcome() == Outcome.UNKNOWN);
    }
}
// end::all[]
