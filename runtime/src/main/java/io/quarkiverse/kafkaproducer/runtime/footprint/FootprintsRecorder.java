package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.util.function.Supplier;

import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.runtime.config.FootprintsConfig;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/** Makes what leaves footprints. */
@Recorder
public class FootprintsRecorder {

    private final RuntimeValue<FootprintsConfig> config;

    public FootprintsRecorder(RuntimeValue<FootprintsConfig> config) {
        this.config = config;
    }

    /**
     * @param observed whether the application has observers, called on the thread that fires
     * @param observedAsync whether it has asynchronous ones
     */
    public Supplier<Footprints> footprints(boolean observed, boolean observedAsync, ShutdownContext shutdown) {
        return () -> {
            LoggedFootprints footprints = new LoggedFootprints(settings(), new FootprintObservers(observed, observedAsync));
            // observers are still there then, which they are not when beans are destroyed
            shutdown.addShutdownTask(footprints::close);
            return footprints;
        };
    }

    private FootprintSettings settings() {
        try {
            return FootprintSettings.of(config.getValue());
        } catch (WrongSettingException e) {
            throw e.inConfiguration();
        }
    }

    /** Makes the bean that drops the application's own footprints, because all are turned off. */
    public Supplier<Footprints> none() {
        return () -> footprint -> {
        };
    }
}
