package io.quarkiverse.kafkaproducer.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The check of the topics that stand in the code as constants. */
@ConfigMapping(prefix = "quarkus.kafka-producer.constant-topics")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ConstantTopicsBuildTimeConfig {

    /** A way to treat a constant that is no legal topic. */
    enum Check {
        /** No check. */
        OFF,
        /** The build tells of it. */
        WARN,
        /** The build fails if no legal topic can reach the call, and else tells of it. */
        FAIL
    }

    /**
     * The treatment of calls of {@code send} whose topic is a constant that Kafka does not allow. {@code fail} fails the build
     * where nothing but such constants can reach the call, and warns where one of them may; {@code warn} only warns;
     * {@code off} does neither.
     */
    @WithDefault("fail")
    Check check();
}
