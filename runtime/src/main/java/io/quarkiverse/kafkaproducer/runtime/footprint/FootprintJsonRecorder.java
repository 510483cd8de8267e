package io.quarkiverse.kafkaproducer.runtime.footprint;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.Recorder;

/** Sets up footprints in applications that log JSON. Only they have the classes that this needs. */
@Recorder
public class FootprintJsonRecorder {

    public void addFields() {
        JsonFields.install(() -> Arc.container().instance(ObjectMapper.class).get());
    }
}
