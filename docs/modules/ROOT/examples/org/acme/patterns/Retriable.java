package org.acme.patterns;

import java.util.function.Predicate;

import io.quarkiverse.kafkaproducer.ProducerException;

// tag::all[]
/** Sending again cannot write the record twice. */
public class Retriable implements Predicate<Throwable> {

    @Override
    public boolean test(Throwable failure) {
        return failure instanceof ProducerException e && e.retriable();
    }
}
// end::all[]
