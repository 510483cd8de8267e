package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.List;
import java.util.function.Function;

import jakarta.transaction.TransactionSynchronizationRegistry;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkiverse.kafkaproducer.outbox.TopicOutbox;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.producers.DeclaredTopics;
import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkus.agroal.runtime.AgroalDataSourceUtil;
import io.quarkus.arc.Arc;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/** Makes the outbox, for applications that inject one. Only they need the classes of Agroal and Narayana. */
@Recorder
public class OutboxRecorder {

    private final RuntimeValue<OutboxConfig> config;

    public OutboxRecorder(RuntimeValue<OutboxConfig> config) {
        this.config = config;
    }

    /** @param kind of the database */
    public Function<SyntheticCreationalContext<OutboxRuntime>, OutboxRuntime> outbox(String dataSource, String kind,
            String table, boolean footprints, List<RuntimeValue<Instrumentation>> instrumentations) {
        return context -> {
            OutboxSettings settings;
            try {
                settings = OutboxSettings.of(config.getValue(), LaunchMode.current() == LaunchMode.NORMAL);
            } catch (WrongSettingException e) {
                throw e.inConfiguration();
            }
            return new OutboxRuntime(settings, new OutboxTable(table, Dialect.of(kind, table)),
                    AgroalDataSourceUtil.dataSourceIfActive(dataSource).orElseThrow(() -> new IllegalStateException(
                            "The datasource '" + dataSource + "' of the outbox is not active")),
                    Arc.container().instance(TransactionSynchronizationRegistry.class).get(),
                    context.getInjectedReference(Producers.class),
                    ConfigProvider.getConfig().getOptionalValue("quarkus.application.name", String.class)
                            .orElse("application"),
                    footprints ? context.getInjectedReference(LoggedFootprints.class) : null,
                    instrumentations.stream().map(RuntimeValue::getValue).toList());
        };
    }

    /** Starts the relay, after Flyway and Liquibase have made the tables. */
    public void start(ShutdownContext shutdown) {
        OutboxRuntime outbox = Arc.container().instance(OutboxRuntime.class).get();
        // before the producers and the datasource are closed, as beans are later
        shutdown.addShutdownTask(outbox::close);
        outbox.start();
    }

    public Function<SyntheticCreationalContext<Outbox>, Outbox> sender(String producer) {
        return context -> context.getInjectedReference(OutboxRuntime.class).outbox(producer);
    }

    public Function<SyntheticCreationalContext<TopicOutbox<?>>, TopicOutbox<?>> topicSender(String producer, String topic) {
        return context -> context.getInjectedReference(OutboxRuntime.class).topicOutbox(producer,
                context.getInjectedReference(DeclaredTopics.class).name(topic));
    }

    public Function<SyntheticCreationalContext<OutboxMonitor>, OutboxMonitor> monitor() {
        return context -> context.getInjectedReference(OutboxRuntime.class).monitor();
    }
}
