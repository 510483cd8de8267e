package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.config.ConfigProvider;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.mock.SentRecords;
import io.quarkiverse.kafkaproducer.runtime.client.ClientLog;
import io.quarkiverse.kafkaproducer.runtime.config.FootprintsConfig;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.TopicsConfig;
import io.quarkiverse.kafkaproducer.runtime.encode.JsonEncoder;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoders;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingProducer;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingTopicProducer;
import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.facade.MutinyTopicProducer;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.footprint.SendFootprints;
import io.quarkiverse.kafkaproducer.runtime.mock.MockCluster;
import io.quarkiverse.kafkaproducer.runtime.mock.MockedRecords;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.text.KafkaLogFilter;
import io.quarkus.arc.ActiveResult;
import io.quarkus.arc.Arc;
import io.quarkus.arc.SyntheticCreationalContext;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Makes the beans that were found to be needed at build. */
@Recorder
public class ProducerRecorder {

    private static final TypeLiteral<Map<String, Object>> MAP = new TypeLiteral<>() {
    };

    private final RuntimeValue<ProducersConfig> config;
    private final RuntimeValue<TopicsConfig> topicsConfig;
    private final RuntimeValue<FootprintsConfig> footprintsConfig;

    public ProducerRecorder(RuntimeValue<ProducersConfig> config, RuntimeValue<TopicsConfig> topicsConfig,
            RuntimeValue<FootprintsConfig> footprintsConfig) {
        this.footprintsConfig = footprintsConfig;
        this.config = config;
        this.topicsConfig = topicsConfig;
    }

    public Function<SyntheticCreationalContext<Producers>, Producers> openProducers(UsedNames used, boolean footprints,
            List<RuntimeValue<Instrumentation>> found) {
        return context -> {
            List<Instrumentation> instrumentations = found.stream().map(RuntimeValue::getValue).toList();
            if (footprints) {
                LoggedFootprints left = context.getInjectedReference(LoggedFootprints.class);
                instrumentations.forEach(one -> one.footprints(left));
            }
            ProducerConfigurations configured = new ProducerConfigurations(config.getValue(),
                    context.getInjectedReference(MAP, Identifier.Literal.of("default-kafka-broker")),
                    references(context), used, application());
            KafkaLogFilter.install(ClientLog::heard);
            configured.checkMock(LaunchMode.current());
            configured.checkNames(LaunchMode.current(), ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
            return new Producers(configured, new ValueEncoders(context.getInjectedReference(ObjectMapper.class)),
                    observer(context, footprints), rehearsal(context, footprints, configured.areMocked()), instrumentations,
                    footprintsConfig.getValue().includeKey(),
                    Infrastructure.getDefaultExecutor(),
                    configured.areMocked() ? Optional.of(new MockCluster()) : Optional.empty());
        };
    }

    public Function<SyntheticCreationalContext<Producer>, Producer> producer(String name) {
        return context -> {
            ProducerRuntime open = context.getInjectedReference(Producers.class).get(name);
            return new BlockingProducer(open.path(), open::transactions);
        };
    }

    public Function<SyntheticCreationalContext<ReactiveProducer>, ReactiveProducer> reactiveProducer(String name) {
        return context -> {
            ProducerRuntime open = context.getInjectedReference(Producers.class).get(name);
            return new MutinyProducer(open.path(), open::transactions, open.completions());
        };
    }

    /**
     * Makes the declared topics at the start, which a wrong name ends. Their first sends are then prepared in the background.
     */
    public Function<SyntheticCreationalContext<DeclaredTopics>, DeclaredTopics> declaredTopics(List<DeclaredTopic> declared) {
        return context -> {
            Producers producers = context.getInjectedReference(Producers.class);
            TopicCheck check = new TopicCheck(topicsConfig.getValue(), LaunchMode.current());
            DeclaredTopics topics = new DeclaredTopics(declared, ConfigProvider.getConfig());
            declared.forEach(one -> producers.warmUp(one.producer(), topics.name(one.topic()), one.value()));
            check.check(producers.declared(declared, topics));
            return topics;
        };
    }

    /** @param type that of the values, if it has arguments; else null */
    public Function<SyntheticCreationalContext<TopicProducer<?>>, TopicProducer<?>> topicProducer(String name, String topic,
            String type) {
        return context -> {
            ProducerRuntime open = context.getInjectedReference(Producers.class).get(name);
            return new BlockingTopicProducer<>(context.getInjectedReference(DeclaredTopics.class).name(topic),
                    open.path().ofType(type));
        };
    }

    /** @param type that of the values, if it has arguments; else null */
    public Function<SyntheticCreationalContext<ReactiveTopicProducer<?>>, ReactiveTopicProducer<?>> reactiveTopicProducer(
            String name, String topic, String type) {
        return context -> {
            ProducerRuntime open = context.getInjectedReference(Producers.class).get(name);
            return new MutinyTopicProducer<>(context.getInjectedReference(DeclaredTopics.class).name(topic),
                    open.path().ofType(type),
                    open.completions());
        };
    }

    public Function<SyntheticCreationalContext<SentRecords>, SentRecords> sentRecords() {
        return context -> new MockedRecords(context.getInjectedReference(Producers.class).mock(),
                context.getInjectedReference(ObjectMapper.class));
    }

    /** The reason names the property, wherever the producer is used. */
    public Supplier<ActiveResult> checkActive(String name) {
        return () -> {
            String inactive = Arc.container().instance(Producers.class).get().inactive(name);
            return inactive == null ? ActiveResult.active() : ActiveResult.inactive(inactive);
        };
    }

    public Function<SyntheticCreationalContext<KafkaInstances>, KafkaInstances> kafkaInstances(
            boolean footprints) {
        return context -> new ConfiguredKafkaInstances(context.getInjectedReference(Producers.class),
                new JsonEncoder(context.getInjectedReference(ObjectMapper.class)),
                observer(context, footprints));
    }

    private ReferenceCheck references(SyntheticCreationalContext<?> context) {
        return new ReferenceCheck(context.getInjectedReference(TlsConfigurationRegistry.class), config.getValue().mock());
    }

    private static Optional<String> application() {
        return ConfigProvider.getConfig().getOptionalValue("quarkus.application.name", String.class)
                .filter(name -> !name.isBlank());
    }

    /** A native executable has nothing to load, and who develops or tests does not wait for a first send. */
    private static Rehearsal rehearsal(SyntheticCreationalContext<?> context, boolean footprints, boolean mocked) {
        if (mocked || LaunchMode.current().isDevOrTest() || ImageMode.current().isNativeImage()) {
            return Rehearsal.NONE;
        }
        SendObserver toNowhere = footprints
                ? new SendFootprints(context.getInjectedReference(LoggedFootprints.class).toNowhere())
                : SendObserver.NONE;
        return new SendRehearsal(toNowhere, Infrastructure.getDefaultExecutor());
    }

    private static SendObserver observer(SyntheticCreationalContext<?> context, boolean footprints) {
        return footprints ? new SendFootprints(context.getInjectedReference(LoggedFootprints.class)) : SendObserver.NONE;
    }
}
