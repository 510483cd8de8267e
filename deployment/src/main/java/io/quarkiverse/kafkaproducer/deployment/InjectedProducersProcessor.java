package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Finds out which producers the application injects. */
class InjectedProducersProcessor {

    /** What is injected as a producer. */
    private static final Set<DotName> FACES = Set.of(DotName.createSimple(Producer.class),
            DotName.createSimple(ReactiveProducer.class), OutboxProcessor.OUTBOX);

    private static final DotName NAME = DotName.createSimple(ProducerName.class);
    private static final DotName DEFAULT = DotName.createSimple(Default.class);
    private static final DotName ANY = DotName.createSimple(Any.class);

    /** An annotation of a library is not a qualifier otherwise. */
    @BuildStep
    AdditionalBeanBuildItem qualifier() {
        return AdditionalBeanBuildItem.builder().addBeanClass(ProducerName.class).build();
    }

    @BuildStep
    void find(BeanDiscoveryFinishedBuildItem beans, List<TypedProducerBuildItem> typed,
            BuildProducer<InjectedProducerBuildItem> injected) {
        Set<String> names = new TreeSet<>();
        for (InjectionPointInfo point : beans.getInjectionPoints()) {
            if (FACES.contains(point.getRequiredType().name())) {
                addNames(point, names);
            }
        }
        for (TypedProducerBuildItem one : typed) {
            names.add(one.producer());
        }
        names.forEach(name -> injected.produce(new InjectedProducerBuildItem(name)));
    }

    /** Adds those that the injection point may be given. */
    static void addNames(InjectionPointInfo point, Set<String> names) {
        AnnotationInstance name = point.getRequiredQualifier(NAME);
        if (name != null) {
            names.add(legal(name.value().asString(), point));
        } else if (point.getRequiredQualifier(ANY) != null) {
            names.add(ProducersConfig.DEFAULT_NAME);
            if (point.isProgrammaticLookup()) {
                // any name may be selected later
                names.addAll(new ConfiguredServers(ConfigProvider.getConfig()).names());
            }
        } else if (point.hasDefaultedQualifier() || point.getRequiredQualifier(DEFAULT) != null) {
            names.add(ProducersConfig.DEFAULT_NAME);
        }
    }

    static String legal(String name, InjectionPointInfo point) {
        if (name.isBlank() || name.equals(ProducersConfig.DEFAULT_NAME)) {
            throw new ConfigurationException("@ProducerName(\"" + name + "\") at " + point.getTargetInfo() + " "
                    + (name.isBlank() ? "is blank: it should be the name of a producer"
                            : "is no name: the default producer "
                                    + "is injected without @ProducerName"));
        }
        return name;
    }
}
