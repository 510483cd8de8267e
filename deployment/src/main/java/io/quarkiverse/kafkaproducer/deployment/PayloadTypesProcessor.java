package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ser.std.StdJdkSerializers;
import com.fasterxml.jackson.databind.ser.std.TokenBufferSerializer;

import io.quarkiverse.kafkaproducer.deployment.calls.PayloadTypes;
import io.quarkiverse.kafkaproducer.deployment.calls.SendCall;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem.DefaultIgnoreTypePredicate;

/** Registers the types that are sent for reflection, which a native executable needs to write them as JSON. */
class PayloadTypesProcessor {

    private static final Logger LOG = Logger.getLogger(PayloadTypesProcessor.class);

    private static final String INCLUDE = "quarkus.kafka-producer.payload-types.include";

    /** Checks the listed classes. Also in a build for the JVM, so that a mistake is seen early. */
    @BuildStep
    void checkIncluded(PayloadTypesBuildTimeConfig config, SendCallsBuildItem found,
            BuildProducer<WrongUseBuildItem> wrong) {
        for (String name : config.include().orElse(List.of())) {
            if (found.sends().classes().get(DotName.createSimple(name)) == null) {
                wrong.produce(new WrongUseBuildItem(INCLUDE + " names " + name + ", which is no class of the application: it "
                        + "should be the full name of one, such as org.acme.Order, or org.acme.Outer$Nested"));
            }
        }
    }

    /** Quarkus leaves it out of a build for the JVM, as nothing there asks for what it produces. */
    @BuildStep
    void register(PayloadTypesBuildTimeConfig config, SendCallsBuildItem found, List<TypedProducerBuildItem> typed,
            BuildProducer<ReflectiveClassBuildItem> reflective) {
        PayloadTypes types = found.sends().payloadTypes(DefaultIgnoreTypePredicate.INSTANCE);
        config.include().orElse(List.of()).forEach(
                name -> types.add(PayloadTypes.type(DotName.createSimple(name)), INCLUDE));
        if (config.enabled()) {
            typed.forEach(one -> types.add(one.type().arguments().get(0), "sent by " + one.at()));
            Set<String> unknown = new TreeSet<>();
            for (SendCall call : found.sends().calls()) {
                for (Type value : call.values()) {
                    types.add(value, "sent by " + call.where());
                    if (call.sends() && !types.isComplete(value)) {
                        unknown.add(call.where() + ": " + PayloadTypes.shortened(value));
                    }
                }
            }
            unknown.addAll(types.unknown());
            tell(unknown);
        }
        types.sources().forEach((name, source) -> reflective.produce(ReflectiveClassBuildItem.builder(name.toString())
                .constructors().methods().fields().reason(source).build()));
    }

    private static void tell(Set<String> unknown) {
        if (!unknown.isEmpty()) {
            LOG.warn("What is sent here may be anything. A native executable can write those classes of the application that "
                    + INCLUDE + " names, or that are sent elsewhere:\n\t" + String.join("\n\t", unknown));
        }
    }

    /** Registers Jackson's own serializers that it makes by reflection. */
    @BuildStep
    ReflectiveClassBuildItem serializers() {
        return ReflectiveClassBuildItem.builder(StdJdkSerializers.AtomicBooleanSerializer.class,
                StdJdkSerializers.AtomicIntegerSerializer.class, StdJdkSerializers.AtomicLongSerializer.class,
                TokenBufferSerializer.class).constructors().methods(false).fields(false)
                .reason("Jackson's serializers of what may be sent").build();
    }
}
