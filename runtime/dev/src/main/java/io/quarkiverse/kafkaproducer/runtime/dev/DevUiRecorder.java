package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;
import java.util.function.Function;

import io.quarkiverse.kafkaproducer.runtime.producers.DeclaredTopics;
import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

@Recorder
public class DevUiRecorder {

    public RuntimeValue<Instrumentation> watchedProducers() {
        return new RuntimeValue<>(new WatchedProducers());
    }

    /** @param declared whether some of them are declared at injection points */
    public Function<SyntheticCreationalContext<KnownTopics>, KnownTopics> knownTopics(List<KnownTopic> topics,
            boolean declared) {
        return context -> {
            DeclaredTopics names = declared ? context.getInjectedReference(DeclaredTopics.class) : null;
            return new KnownTopics(topics, names == null ? name -> name : names::name);
        };
    }
}
