package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Build time settings of the types that native executables can send. */
@ConfigMapping(prefix = "quarkus.kafka-producer.payload-types")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface PayloadTypesBuildTimeConfig {

    /**
     * Finds the types of the values that the application sends, from its injection points and its calls of {@code send}, and
     * registers them for reflection. A native executable cannot write other types as JSON.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * Classes to register in addition, with everything that is in them: those of values whose type cannot be known at build,
     * which the build names in its log. A nested class is written as {@code org.acme.Outer$Nested}.
     */
    Optional<List<String>> include();
}
