package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.deployment.calls.PayloadTypes;
import io.quarkiverse.kafkaproducer.deployment.calls.SendCall;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem.DefaultIgnoreTypePredicate;
import io.quarkus.deployment.pkg.NativeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Registers the types that are sent for reflection, which a native executable needs to write them as JSON. */
class PayloadTypesProcessor {

    private static final Logger LOG = Logger.getLogger(PayloadTypesProcessor.class);

    private static final String INCLUDE = "quarkus.kafka-producer.payload-types.include";

    @BuildStep
    void register(PayloadTypesBuildTimeConfig config, SendCallsBuildItem sends, List<TypedProducerBuildItem> typed,
            NativeConfig nativeConfig, LaunchModeBuildItem launchMode,
            BuildProducer<ReflectiveHierarchyBuildItem> hierarchies) {
        PayloadTypes types = new PayloadTypes(sends.classes(), DefaultIgnoreTypePredicate.INSTANCE);
        config.include().orElse(List.of()).forEach(name -> include(name, sends, types));
        if (config.enabled()) {
            typed.forEach(one -> types.add(one.type().arguments().get(0), one.at()));
            Set<String> unknown = new TreeSet<>();
            for (SendCall call : sends.calls()) {
                for (Type value : call.values()) {
                    types.add(value, call.where());
                    if (!types.isComplete(value)) {
                        unknown.add(call.where() + ": " + value);
                    }
                }
            }
            tell(unknown, nativeConfig.enabled(), launchMode.getLaunchMode());
        }
        types.sources().forEach((name, source) -> hierarchies.produce(ReflectiveHierarchyBuildItem.builder(name)
                .source("sent by " + source).build()));
    }

    private static void include(String name, SendCallsBuildItem sends, PayloadTypes types) {
        DotName included = DotName.createSimple(name);
        if (sends.classes().get(included) == null) {
            throw new ConfigurationException(INCLUDE + " names " + name + ", which is no class of the application: it should "
                    + "be the full name of one, such as org.acme.Order, or org.acme.Outer$Nested", Set.of(INCLUDE));
        }
        types.add(PayloadTypes.type(included), INCLUDE);
    }

    /** On a JVM it does not matter, and need not be told to whoever is developing. */
    private static void tell(Set<String> unknown, boolean isNative, LaunchMode mode) {
        if (unknown.isEmpty()) {
            return;
        }
        LOG.log(isNative ? Logger.Level.WARN : mode == LaunchMode.NORMAL ? Logger.Level.INFO : Logger.Level.DEBUG,
                "What is sent here cannot be known at build, and a native executable may not be able to write it unless "
                        + INCLUDE + " names its classes: " + unknown.stream().collect(Collectors.joining(", ")));
    }
}
