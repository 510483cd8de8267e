package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;

import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.SendInterceptor;
import io.quarkiverse.kafkaproducer.runtime.prepare.Interceptors;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;

/** The application's interceptor beans. */
final class FoundInterceptors {

    private FoundInterceptors() {
    }

    /** Returns those for the producer of this name; null if there are none. */
    static Interceptors of(String producer) {
        ArcContainer beans = Arc.container();
        if (beans == null) {
            return null;
        }
        List<InstanceHandle<SendInterceptor>> handles = beans.select(SendInterceptor.class, Any.Literal.INSTANCE)
                .handlesStream().filter(one -> isFor(one.getBean(), producer))
                .sorted(Comparator.<InstanceHandle<SendInterceptor>> comparingInt(one -> one.getBean().getPriority())
                        .reversed())
                .toList();
        return handles.isEmpty() ? null : new Interceptors(() -> handles.stream().map(InstanceHandle::get).toList());
    }

    private static boolean isFor(Bean<?> bean, String producer) {
        return bean.getQualifiers().stream().noneMatch(ProducerName.class::isInstance)
                || bean.getQualifiers().contains(ProducerName.Literal.of(producer));
    }
}
