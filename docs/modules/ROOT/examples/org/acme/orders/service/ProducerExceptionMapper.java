package org.acme.orders.service;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

import org.apache.kafka.common.errors.RecordTooLargeException;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerException;

// tag::all[]
@Provider
public class ProducerExceptionMapper implements ExceptionMapper<ProducerException> {

    public record Problem(Outcome outcome, boolean retriable) {
    }

    @Override
    public Response toResponse(ProducerException e) {
        Response.ResponseBuilder response = Response.status(status(e)).entity(new Problem(e.outcome(), e.retriable()));
        if (e.retriable()) {
            response.header("Retry-After", 5);
        }
        return response.build();
    }

    private static int status(ProducerException e) {
        if (e.outcome() == Outcome.UNKNOWN) {
            return 504; // <1>
        }
        if (e.retriable()) {
            return 503; // <2>
        }
        return e.getCause() instanceof RecordTooLargeException ? 413 : 500; // <3>
    }
}
// end::all[]
