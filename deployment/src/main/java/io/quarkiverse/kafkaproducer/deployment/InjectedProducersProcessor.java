package io.quarkiverse.kafkaproducer.deployment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.CDI;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Finds out which producers the application injects. */
class InjectedProducersProcessor {

    /** The types that are injected as a producer. */
    private static final Set<DotName> FACADES = Set.of(DotName.createSimple(Producer.class),
            DotName.createSimple(ReactiveProducer.class), OutboxProcessor.OUTBOX);

    private static final DotName NAME = DotName.createSimple(ProducerName.class);
    private static final DotName DEFAULT = DotName.createSimple(Default.class);
    private static final DotName ANY = DotName.createSimple(Any.class);
    private static final DotName ALL = DotName.createSimple(All.class);

    /** Types that look beans up. */
    private static final Set<DotName> LOOKUPS = Set.of(DotName.createSimple(CDI.class), DotName.createSimple(Arc.class));

    static final String OWN = Producer.class.getPackageName() + ".runtime.";

    /** An annotation of a library is not a qualifier otherwise. */
    @BuildStep
    AdditionalBeanBuildItem qualifier() {
        return AdditionalBeanBuildItem.builder().addBeanClass(ProducerName.class).build();
    }

    @BuildStep
    void find(BeanDiscoveryFinishedBuildItem beans, CombinedIndexBuildItem index, List<TypedProducerBuildItem> typed,
            List<RequestedProducerBuildItem> requested, BuildProducer<InjectedProducerBuildItem> producers) {
        Set<String> injected = new TreeSet<>();
        for (InjectionPointInfo point : beans.getInjectionPoints()) {
            if (FACADES.contains(point.getRequiredType().name())) {
                addNames(point, injected);
            } else if (isListOfProducers(point)) {
                addListed(point, injected);
            }
        }
        for (TypedProducerBuildItem one : typed) {
            injected.add(one.producer());
        }
        Set<String> lookedUp = new TreeSet<>();
        requested.forEach(one -> lookedUp.add(one.name()));
        injected.addAll(lookedUp);
        if (looksUp(index.getIndex())) {
            lookedUp.add(ProducersConfig.DEFAULT_NAME);
            lookedUp.addAll(configured());
        }
        Set<String> all = new TreeSet<>(injected);
        all.addAll(lookedUp);
        all.forEach(name -> producers.produce(new InjectedProducerBuildItem(name, injected.contains(name),
                lookedUp.contains(name))));
    }

    /** {@code @All List<Producer>}. */
    private static boolean isListOfProducers(InjectionPointInfo point) {
        return point.getRequiredQualifier(ALL) != null && point.getRequiredType().kind() == Type.Kind.PARAMETERIZED_TYPE
                && point.getRequiredType().asParameterizedType().arguments().stream()
                        .map(type -> type.kind() == Type.Kind.WILDCARD_TYPE ? type.asWildcardType().extendsBound() : type)
                        .anyMatch(type -> FACADES.contains(type.name()));
    }

    /** Adds the names of the producers that a list gets; without a qualifier it gets all. */
    private static void addListed(InjectionPointInfo point, Set<String> names) {
        if (point.getRequiredQualifier(NAME) != null || point.getRequiredQualifier(DEFAULT) != null) {
            addNames(point, names);
        } else {
            names.add(ProducersConfig.DEFAULT_NAME);
            names.addAll(configured());
        }
    }

    /** Returns whether a class of the application that knows producers asks the container by itself. */
    private static boolean looksUp(IndexView index) {
        Set<DotName> users = new HashSet<>();
        LOOKUPS.forEach(lookup -> index.getKnownUsers(lookup).forEach(user -> users.add(user.name())));
        return FACADES.stream().flatMap(facade -> index.getKnownUsers(facade).stream()).map(ClassInfo::name)
                .anyMatch(name -> users.contains(name) && !name.toString().startsWith(OWN));
    }

    private static Set<String> configured() {
        return new ConfiguredServers(ConfigProvider.getConfig()).names();
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
                names.addAll(configured());
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
