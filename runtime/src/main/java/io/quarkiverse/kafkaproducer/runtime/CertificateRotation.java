package io.quarkiverse.kafkaproducer.runtime;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.tls.CertificateUpdatedEvent;

/** Has clients made anew when their certificates have changed: a Kafka client reads them only once. */
@Singleton
public class CertificateRotation {

    private final OpenProducers producers;

    CertificateRotation(OpenProducers producers) {
        this.producers = producers;
    }

    void updated(@Observes CertificateUpdatedEvent event) {
        producers.certificatesUpdated(event.name());
    }
}
