package io.quarkiverse.kafkaproducer.deployment;

import java.util.Set;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;

import org.jboss.jandex.DotName;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.Footprints;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintJsonRecorder;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintsRecorder;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.arc.processor.ObserverInfo;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;

/** Makes the beans that leave footprints, and finds the observers of footprints. */
class FootprintsProcessor {

    private static final DotName FOOTPRINTS = DotName.createSimple(Footprints.class);

    /** The types by which an observer gets footprints. */
    private static final Set<DotName> TYPES = Set.of(DotName.createSimple(Footprint.class),
            DotName.createSimple(java.lang.Record.class), DotName.OBJECT_NAME);

    /** Qualifiers that every footprint has. */
    private static final Set<DotName> QUALIFIERS = Set.of(DotName.createSimple(Any.class),
            DotName.createSimple(Default.class));

    static final class LogsJson implements BooleanSupplier {

        @Override
        public boolean getAsBoolean() {
            return QuarkusClassLoader.isClassPresentAtRuntime("io.quarkus.logging.json.runtime.JsonFormatter");
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    SyntheticBeanBuildItem bean(FootprintsRecorder recorder, FootprintBuildTimeConfig config,
            BeanDiscoveryFinishedBuildItem application, ShutdownContextBuildItem shutdown) {
        if (!config.enabled()) {
            // for applications that leave their own
            return !isInjected(application) ? null
                    : SyntheticBeanBuildItem.configure(Footprints.class).scope(Singleton.class).setRuntimeInit()
                            .supplier(recorder.none()).done();
        }
        return SyntheticBeanBuildItem.configure(LoggedFootprints.class)
                .addType(Footprints.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .supplier(recorder.footprints(isObserved(application, false), isObserved(application, true), shutdown))
                .done();
    }

    private static boolean isInjected(BeanDiscoveryFinishedBuildItem application) {
        return application.getInjectionPoints().stream().map(InjectionPointInfo::getRequiredType)
                .anyMatch(type -> type.name().equals(FOOTPRINTS));
    }

    private static boolean isObserved(BeanDiscoveryFinishedBuildItem application, boolean async) {
        return application.getObservers().stream()
                .anyMatch(observer -> observer.isAsync() == async && isOfFootprints(observer));
    }

    private static boolean isOfFootprints(ObserverInfo observer) {
        return TYPES.contains(observer.getObservedType().name())
                && observer.getQualifiers().stream().allMatch(qualifier -> QUALIFIERS.contains(qualifier.name()));
    }

    @BuildStep(onlyIf = LogsJson.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(LoggingSetupBuildItem.class)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    void json(FootprintJsonRecorder recorder, FootprintBuildTimeConfig config) {
        if (config.enabled()) {
            recorder.addFields();
        }
    }
}
