package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRecorder;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkiverse.kafkaproducer.runtime.producers.UsedNames;
import io.quarkus.arc.BeanDestroyer;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;

/** The beans that an application injects. */
class ProducerBeansProcessor {

    static final String FEATURE = "kafka-producer";

    /** All {@code kafka.*} properties, as {@code quarkus-kafka-client} gathers them. */
    private static final Type KAFKA_PROPERTIES = ParameterizedType.create(DotName.createSimple(Map.class),
            Type.create(DotName.createSimple(String.class), Type.Kind.CLASS),
            Type.create(DotName.createSimple(Object.class), Type.Kind.CLASS));
    private static final AnnotationInstance DEFAULT_BROKER = AnnotationInstance.create(
            DotName.createSimple(Identifier.class), null,
            new AnnotationValue[] { AnnotationValue.createStringValue("value", "default-kafka-broker") });

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** Adds TLS to native executables. Only the start of the application tells whether it is used. */
    @BuildStep
    ExtensionSslNativeSupportBuildItem tls() {
        return new ExtensionSslNativeSupportBuildItem(FEATURE);
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(ProducerRecorder recorder, FootprintBuildTimeConfig footprints, CombinedIndexBuildItem index,
            List<InjectedProducerBuildItem> injected, List<InstrumentationBuildItem> instrumentations,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        UsedNames names = new UsedNames(
                names(injected.stream().filter(InjectedProducerBuildItem::isInjected)), names(injected.stream()),
                usesInstances(index.getIndex()));
        beans.produce(withFootprints(footprints, SyntheticBeanBuildItem.configure(Producers.class))
                .scope(Singleton.class)
                .setRuntimeInit()
                .addInjectionPoint(KAFKA_PROPERTIES, DEFAULT_BROKER)
                .addInjectionPoint(type(ObjectMapper.class))
                .addInjectionPoint(type(TlsConfigurationRegistry.class))
                .createWith(recorder.openProducers(names, footprints.enabled(),
                        instrumentations.stream().map(InstrumentationBuildItem::instrumentation).toList()))
                .unremovable()
                .startup()
                .destroyer(BeanDestroyer.AutoCloseableDestroyer.class)
                .done());
        beans.produce(withFootprints(footprints, SyntheticBeanBuildItem.configure(KafkaInstances.class))
                .scope(Singleton.class)
                .setRuntimeInit()
                .addInjectionPoint(type(Producers.class))
                .addInjectionPoint(type(ObjectMapper.class))
                .createWith(recorder.kafkaInstances(footprints.enabled()))
                // it may be looked up
                .unremovable()
                .done());
        beans.produce(SyntheticBeanBuildItem.configure(SentRecords.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .addInjectionPoint(type(Producers.class))
                .addInjectionPoint(type(ObjectMapper.class))
                .createWith(recorder.sentRecords())
                .done());
        for (InjectedProducerBuildItem one : injected) {
            beans.produce(facade(recorder, one, Producer.class).createWith(recorder.producer(one.name())).done());
            beans.produce(facade(recorder, one, ReactiveProducer.class).createWith(recorder.reactiveProducer(one.name()))
                    .done());
        }
    }

    private static Set<String> names(Stream<InjectedProducerBuildItem> producers) {
        return producers.map(InjectedProducerBuildItem::name).collect(Collectors.toSet());
    }

    /** Returns whether a class of the application may ask for any producer by its name. */
    private static boolean usesInstances(IndexView index) {
        return index.getKnownUsers(DotName.createSimple(KafkaInstances.class)).stream()
                .anyMatch(user -> !user.name().toString().startsWith(InjectedProducersProcessor.OWN));
    }

    static ExtendedBeanConfigurator withFootprints(FootprintBuildTimeConfig footprints,
            ExtendedBeanConfigurator bean) {
        return footprints.enabled() ? bean.addInjectionPoint(type(LoggedFootprints.class)) : bean;
    }

    private static ExtendedBeanConfigurator facade(ProducerRecorder recorder, InjectedProducerBuildItem one, Class<?> type) {
        ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(type)
                .scope(ApplicationScoped.class)
                .addQualifier(qualifier(one.name()))
                .setRuntimeInit()
                .addInjectionPoint(type(Producers.class))
                .checkActive(recorder.checkActive(one.name()));
        return one.isLookedUp() ? bean.unremovable() : bean;
    }

    static AnnotationInstance qualifier(String name) {
        return name.equals(ProducersConfig.DEFAULT_NAME) ? AnnotationInstance.builder(Default.class).build()
                : AnnotationInstance.builder(ProducerName.class).value(name).build();
    }

    static Type type(Class<?> type) {
        return ClassType.create(DotName.createSimple(type));
    }
}
