package io.quarkiverse.kafkaproducer.deployment;

import io.quarkiverse.kafkaproducer.runtime.producers.CertificateRotation;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;

/** Certificates that are renewed while the application runs. */
class CertificatesProcessor {

    @BuildStep
    AdditionalBeanBuildItem rotation() {
        return AdditionalBeanBuildItem.unremovableOf(CertificateRotation.class);
    }
}
