package io.quarkiverse.kafkaproducer.runtime.dev;

import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** For dev mode. */
@Recorder
public class DevUiRecorder {

    public RuntimeValue<Instrumentation> watchedProducers() {
        return new RuntimeValue<>(new WatchedProducers());
    }
}
