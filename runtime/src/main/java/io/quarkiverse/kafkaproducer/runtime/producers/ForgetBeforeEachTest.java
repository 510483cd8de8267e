package io.quarkiverse.kafkaproducer.runtime.producers;

import io.quarkiverse.kafkaproducer.runtime.mock.MockCluster;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Clears {@link io.quarkiverse.kafkaproducer.mock.SentRecords SentRecords} before each {@code @QuarkusTest} method. Quarkus'
 * test framework finds it; without that framework, this class is not loaded.
 */
public final class ForgetBeforeEachTest implements QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        ArcContainer container = Arc.container();
        if (container != null) {
            InstanceHandle<Producers> producers = container.instance(Producers.class);
            if (producers.isAvailable()) {
                producers.get().mock().ifPresent(MockCluster::clear);
            }
        }
    }
}
