package io.quarkiverse.kafkaproducer.deployment;

import org.apache.kafka.common.serialization.Serializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.DotName;

import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.smallrye.common.annotation.Identifier;

/** Keeps what a {@code value-serializer} may name, which is known when the application starts. */
class ValueSerializersProcessor {

    private static final DotName SERIALIZER = DotName.createSimple(Serializer.class);
    private static final DotName IDENTIFIER = DotName.createSimple(Identifier.class);

    private static final String PREFIX = "quarkus.kafka-producer.";
    private static final String PROPERTY = "value-serializer";

    @BuildStep
    UnremovableBeanBuildItem beans() {
        return new UnremovableBeanBuildItem(ValueSerializersProcessor::isIdentifiedSerializer);
    }

    private static boolean isIdentifiedSerializer(BeanInfo bean) {
        return bean.getTypes().stream().anyMatch(type -> type.name().equals(SERIALIZER))
                && bean.getQualifiers().stream().anyMatch(qualifier -> qualifier.name().equals(IDENTIFIER));
    }

    /** {@code quarkus-kafka-client} registers those of the application; one of a library is known only by its name. */
    @BuildStep
    void classes(BuildProducer<ReflectiveClassBuildItem> reflective) {
        Config config = ConfigProvider.getConfig();
        for (String property : config.getPropertyNames()) {
            if (property.startsWith(PREFIX) && property.endsWith(PROPERTY)) {
                config.getOptionalValue(property, String.class).ifPresent(name -> reflective.produce(ReflectiveClassBuildItem
                        .builder(name).constructors().reason(property).build()));
            }
        }
    }
}
