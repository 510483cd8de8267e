package io.quarkiverse.kafkaproducer.runtime.producers;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.tls.CertificateUpdatedEvent;

/** Replaces clients when their certificates have changed: a Kafka client reads them only once. */
@Singleton
public class CertificateRotation {

    private final Producers producers;

    CertificateRotation(Producers producers) {
        this.producers = producers;
    }

    void updated(@Observes CertificateUpdatedEvent event) {
        producers.certificatesUpdated(event.name());
    }
}
