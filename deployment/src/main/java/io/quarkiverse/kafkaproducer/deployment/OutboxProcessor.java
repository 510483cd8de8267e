package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkiverse.kafkaproducer.outbox.TopicOutbox;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.outbox.OutboxDatabases;
import io.quarkiverse.kafkaproducer.runtime.outbox.OutboxHealthRecorder;
import io.quarkiverse.kafkaproducer.runtime.outbox.OutboxRecorder;
import io.quarkiverse.kafkaproducer.runtime.outbox.OutboxRuntime;
import io.quarkiverse.kafkaproducer.runtime.producers.DeclaredTopics;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkus.agroal.spi.JdbcDataSourceBuildItem;
import io.quarkus.agroal.spi.JdbcDataSourceSchemaReadyBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;

/** The transactional outbox, where the application injects one. */
class OutboxProcessor {

    static final DotName OUTBOX = DotName.createSimple(Outbox.class);
    static final DotName TOPIC_OUTBOX = DotName.createSimple(TopicOutbox.class);
    private static final DotName MONITOR = DotName.createSimple(OutboxMonitor.class);

    private static final DotName HEALTH_CHECK = DotName.createSimple("org.eclipse.microprofile.health.HealthCheck");
    private static final DotName READINESS = DotName.createSimple("org.eclipse.microprofile.health.Readiness");
    private static final String PREFIX = "quarkus.kafka-producer.outbox.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,49}(\\.[A-Za-z_][A-Za-z0-9_]{0,49})?");

    /** The application has what an outbox needs. */
    static final class IsPossible implements BooleanSupplier {

        @Override
        public boolean getAsBoolean() {
            return QuarkusClassLoader.isClassPresentAtRuntime("io.quarkus.agroal.runtime.DataSources")
                    && QuarkusClassLoader.isClassPresentAtRuntime("io.quarkus.narayana.jta.QuarkusTransaction");
        }
    }

    /** Tells whether the application has health checks. */
    static final class HasHealth implements BooleanSupplier {

        @Override
        public boolean getAsBoolean() {
            return QuarkusClassLoader.isClassPresentAtRuntime("io.quarkus.smallrye.health.runtime.SmallRyeHealthRecorder");
        }
    }

    @BuildStep
    void find(BeanDiscoveryFinishedBuildItem beans, List<TypedProducerBuildItem> typed, OutboxBuildTimeConfig config,
            List<JdbcDataSourceBuildItem> dataSources, BuildProducer<OutboxBuildItem> outbox,
            BuildProducer<WrongUseBuildItem> wrong) {
        Set<String> at = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (InjectionPointInfo point : beans.getInjectionPoints()) {
            DotName type = point.getRequiredType().name();
            if (type.equals(OUTBOX)) {
                InjectedProducersProcessor.addNames(point, names);
            }
            if (type.equals(OUTBOX) || type.equals(MONITOR) || type.equals(TOPIC_OUTBOX)) {
                at.add(point.getTargetInfo());
            }
        }
        if (at.isEmpty()) {
            return;
        }
        String problem = problem(config, new IsPossible().getAsBoolean(), dataSources);
        if (problem != null) {
            wrong.produce(
                    new WrongUseBuildItem("The outbox at " + String.join(", ", at) + " cannot be used: " + problem, true));
            return;
        }
        JdbcDataSourceBuildItem dataSource = chosen(config, dataSources).get(0);
        outbox.produce(new OutboxBuildItem(dataSource.getName(), dataSource.getDbKind(), config.table(), names));
    }

    /** Returns what keeps the application from having an outbox; null if nothing does. */
    static String problem(OutboxBuildTimeConfig config, boolean possible, List<JdbcDataSourceBuildItem> dataSources) {
        if (!possible) {
            return "it needs a datasource and JTA transactions; add io.quarkus:quarkus-narayana-jta and "
                    + "io.quarkus:quarkus-agroal with a JDBC driver, such as io.quarkus:quarkus-jdbc-postgresql, which brings it";
        }
        if (!NAME.matcher(config.table()).matches()) {
            return PREFIX + "table is '" + config.table() + "': it should be a name of letters, digits and underscores, of at "
                    + "most 50 characters, perhaps after that of a schema and a dot";
        }
        String names = dataSources.stream().map(JdbcDataSourceBuildItem::getName).sorted().collect(Collectors.joining(", "));
        if (dataSources.isEmpty()) {
            return "there is no datasource with a JDBC driver; add one, such as io.quarkus:quarkus-jdbc-postgresql, and set "
                    + "quarkus.datasource.db-kind and quarkus.datasource.jdbc.url";
        }
        List<JdbcDataSourceBuildItem> chosen = chosen(config, dataSources);
        if (chosen.isEmpty()) {
            return PREFIX + "datasource is '" + config.datasource().get() + "', but there is no such datasource: it should be "
                    + "one of " + names;
        }
        if (chosen.size() > 1) {
            return "there are several datasources, " + names + "; set " + PREFIX + "datasource to the one whose transactions "
                    + "it sends with";
        }
        JdbcDataSourceBuildItem one = chosen.get(0);
        if (!OutboxDatabases.KINDS.contains(one.getDbKind())) {
            return "the datasource " + one.getName() + " is of the kind '" + one.getDbKind() + "'; its db-kind should be "
                    + String.join(" or ", OutboxDatabases.KINDS);
        }
        if (!one.isTransactionIntegrationEnabled()) {
            return "the datasource " + one.getName()
                    + " takes no part in JTA transactions; its jdbc.transactions should not be "
                    + "disabled";
        }
        return null;
    }

    private static List<JdbcDataSourceBuildItem> chosen(OutboxBuildTimeConfig config,
            List<JdbcDataSourceBuildItem> dataSources) {
        return config.datasource().map(name -> dataSources.stream().filter(one -> one.getName().equals(name)).toList())
                .orElse(dataSources);
    }

    @BuildStep(onlyIf = IsPossible.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(OutboxRecorder recorder, Optional<OutboxBuildItem> found, List<TypedProducerBuildItem> typed,
            FootprintBuildTimeConfig footprints, List<InstrumentationBuildItem> instrumentations,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (found.isEmpty()) {
            return;
        }
        OutboxBuildItem outbox = found.get();
        ExtendedBeanConfigurator runtime = SyntheticBeanBuildItem.configure(OutboxRuntime.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .addInjectionPoint(ProducerBeansProcessor.type(Producers.class))
                .addInjectionPoint(ProducerBeansProcessor.type(TransactionSynchronizationRegistry.class))
                .createWith(recorder.outbox(outbox.dataSource(), outbox.kind(), outbox.table(), footprints.enabled(),
                        instrumentations.stream().map(InstrumentationBuildItem::instrumentation).toList()))
                .unremovable();
        beans.produce(ProducerBeansProcessor.withFootprints(footprints, runtime).done());
        beans.produce(SyntheticBeanBuildItem.configure(OutboxMonitor.class)
                .scope(ApplicationScoped.class)
                .setRuntimeInit()
                .addInjectionPoint(ProducerBeansProcessor.type(OutboxRuntime.class))
                .createWith(recorder.monitor())
                .done());
        for (String name : outbox.producers()) {
            beans.produce(SyntheticBeanBuildItem.configure(Outbox.class)
                    .scope(ApplicationScoped.class)
                    .addQualifier(ProducerBeansProcessor.qualifier(name))
                    .setRuntimeInit()
                    .addInjectionPoint(ProducerBeansProcessor.type(OutboxRuntime.class))
                    .createWith(recorder.sender(name))
                    .done());
        }
        record Bean(String producer, String topic, Type type) {
        }
        typed.stream().filter(one -> one.facade().equals(TOPIC_OUTBOX))
                .map(one -> new Bean(one.producer(), one.topic(), one.type())).distinct()
                .forEach(one -> beans.produce(topicOutbox(recorder, one.producer(), one.topic(), one.type())));
    }

    private static SyntheticBeanBuildItem topicOutbox(OutboxRecorder recorder, String producer, String topic, Type type) {
        ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.create(type.name())
                .addType(type)
                .scope(ApplicationScoped.class)
                .addQualifier(AnnotationInstance.builder(Topic.class).value(topic).build())
                .setRuntimeInit()
                .addInjectionPoint(ProducerBeansProcessor.type(OutboxRuntime.class))
                .addInjectionPoint(ProducerBeansProcessor.type(DeclaredTopics.class));
        if (!producer.equals(ProducersConfig.DEFAULT_NAME)) {
            // without a name it is the default producer that is meant, though this one, too, has the topic
            bean.addQualifier(AnnotationInstance.builder(ProducerName.class).value(producer).build()).defaultBean();
        }
        return bean.createWith(recorder.topicSender(producer, topic)).done();
    }

    /** Starts the relay after Flyway and Liquibase have made their tables. */
    @BuildStep(onlyIf = IsPossible.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    ServiceStartBuildItem start(OutboxRecorder recorder, Optional<OutboxBuildItem> found,
            List<JdbcDataSourceSchemaReadyBuildItem> schemas, ShutdownContextBuildItem shutdown) {
        if (found.isEmpty()) {
            return null;
        }
        recorder.start(shutdown);
        return new ServiceStartBuildItem("kafka-producer-outbox");
    }

    /** The start says what makes the table, or makes it. */
    @BuildStep
    NativeImageResourceBuildItem ddl(Optional<OutboxBuildItem> found) {
        return found.map(outbox -> new NativeImageResourceBuildItem(OutboxDatabases.ddl(outbox.kind()))).orElse(null);
    }

    /** Adds the health check by the names of its classes, which cannot be loaded without a health extension. */
    @BuildStep(onlyIf = { IsPossible.class, HasHealth.class })
    @Record(ExecutionTime.RUNTIME_INIT)
    SyntheticBeanBuildItem health(OutboxHealthRecorder recorder, Optional<OutboxBuildItem> found) {
        return found.isEmpty() ? null
                : SyntheticBeanBuildItem.create(HEALTH_CHECK)
                        .types(Type.create(HEALTH_CHECK, Type.Kind.CLASS))
                        .scope(Singleton.class)
                        .addQualifier(AnnotationInstance.builder(READINESS).build())
                        .setRuntimeInit()
                        .addInjectionPoint(ProducerBeansProcessor.type(OutboxRuntime.class))
                        .createWith(recorder.check())
                        .unremovable()
                        .done();
    }
}
