package org.acme.patterns;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.smallrye.mutiny.subscription.Cancellable;

@ApplicationScoped
public class PageViews {

    public record PageView(String page, String userId) {
    }

    @Inject
    ReactiveProducer producer;

    // tag::forget[]
    public Cancellable viewed(String page, String userId) {
        return producer.send("page-views", new PageView(page, userId)).subscribe().with(
                metadata -> {
                }, // <1>
                failure -> {
                }); // <2>
    }
    // end::forget[]

    // tag::callback[]
    public void viewedAndTold(String page, String userId) {
        producer.send("page-views", new PageView(page, userId)).subscribe().with(this::written, this::lost);
    }
    // end::callback[]

    private void written(RecordMetadata metadata) {
    }

    private void lost(Throwable failure) {
    }
}
