package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.function.Function;

import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Sets up the health check in applications that have an outbox and SmallRye Health. */
@Recorder
public class OutboxHealthRecorder {

    private final RuntimeValue<OutboxConfig> config;

    public OutboxHealthRecorder(RuntimeValue<OutboxConfig> config) {
        this.config = config;
    }

    public Function<SyntheticCreationalContext<Object>, Object> check() {
        return context -> new OutboxHealthCheck(context.getInjectedReference(OutboxRuntime.class).monitor(),
                config.getValue().health().maxAge());
    }
}
