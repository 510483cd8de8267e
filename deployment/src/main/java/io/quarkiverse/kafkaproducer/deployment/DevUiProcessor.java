package io.quarkiverse.kafkaproducer.deployment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import org.jboss.jandex.Type;

import io.quarkiverse.kafkaproducer.deployment.calls.SendCall;
import io.quarkiverse.kafkaproducer.outbox.OutboxMonitor;
import io.quarkiverse.kafkaproducer.runtime.dev.DevUiRecorder;
import io.quarkiverse.kafkaproducer.runtime.dev.KafkaProducerJsonRpcService;
import io.quarkiverse.kafkaproducer.runtime.dev.KnownTopic;
import io.quarkiverse.kafkaproducer.runtime.dev.KnownTopics;
import io.quarkiverse.kafkaproducer.runtime.dev.OutboxJsonRpcService;
import io.quarkiverse.kafkaproducer.runtime.dev.RecentFootprints;
import io.quarkiverse.kafkaproducer.runtime.dev.WatchedProducers;
import io.quarkiverse.kafkaproducer.runtime.producers.DeclaredTopics;
import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import io.quarkus.runtime.RuntimeValue;

/** The card in the Dev UI and what is behind it. In an application without HTTP there is no Dev UI, and nothing of this. */
@BuildSteps(onlyIf = IsLocalDevelopment.class)
class DevUiProcessor {

    @BuildStep
    CardPageBuildItem card(FootprintBuildTimeConfig footprints, Optional<OutboxBuildItem> outbox) {
        CardPageBuildItem card = new CardPageBuildItem();
        // else the browser would fetch the one of the extension's descriptor from the network
        card.setLogo("kafka-producer.svg", "kafka-producer.svg");
        card.addBuildTimeData("footprintsEnabled", footprints.enabled());
        card.addPage(Page.webComponentPageBuilder().title("Producers").icon("font-awesome-solid:paper-plane")
                .componentLink("qwc-kafka-producer-producers.js").streamingLabelJsonRPCMethodName("sentLabel"));
        card.addPage(Page.webComponentPageBuilder().title("Footprints").icon("font-awesome-solid:shoe-prints")
                .componentLink("qwc-kafka-producer-footprints.js").streamingLabelJsonRPCMethodName("failuresLabel"));
        card.addPage(Page.webComponentPageBuilder().title("Send").icon("font-awesome-solid:pen-to-square")
                .componentLink("qwc-kafka-producer-send.js"));
        if (outbox.isPresent()) {
            card.addPage(Page.webComponentPageBuilder().title("Outbox").icon("font-awesome-solid:inbox")
                    .componentLink("qwc-kafka-producer-outbox.js"));
        }
        return card;
    }

    @BuildStep
    void service(Capabilities capabilities, BuildProducer<JsonRPCProvidersBuildItem> services,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<UnremovableBeanBuildItem> unremovable) {
        if (hasDevUi(capabilities)) {
            services.produce(new JsonRPCProvidersBuildItem(KafkaProducerJsonRpcService.class));
            // also where there is no outbox, which is known later only
            services.produce(new JsonRPCProvidersBuildItem(OutboxJsonRpcService.class));
            unremovable.produce(UnremovableBeanBuildItem.beanTypes(OutboxMonitor.class));
            beans.produce(AdditionalBeanBuildItem.unremovableOf(RecentFootprints.class));
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void watch(DevUiRecorder recorder, Capabilities capabilities, BuildProducer<InstrumentationBuildItem> instrumentations,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        if (hasDevUi(capabilities)) {
            RuntimeValue<Instrumentation> watched = recorder.watchedProducers();
            instrumentations.produce(new InstrumentationBuildItem(watched));
            beans.produce(SyntheticBeanBuildItem.configure(WatchedProducers.class).scope(Singleton.class).setRuntimeInit()
                    .runtimeValue(watched).done());
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void topics(DevUiRecorder recorder, Capabilities capabilities, List<TypedProducerBuildItem> typed,
            SendCallsBuildItem found, BuildProducer<SyntheticBeanBuildItem> beans) {
        if (!hasDevUi(capabilities)) {
            return;
        }
        Set<KnownTopic> topics = new LinkedHashSet<>();
        typed.forEach(one -> topics.add(new KnownTopic(one.producer(), one.topic(),
                name(one.type().arguments().get(0)), true)));
        found.sends().calls().stream().filter(SendCall::sends).forEach(call -> addConstants(call, topics));
        ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(KnownTopics.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .createWith(recorder.knownTopics(List.copyOf(topics), !typed.isEmpty()));
        if (!typed.isEmpty()) {
            bean.addInjectionPoint(ProducerBeansProcessor.type(DeclaredTopics.class));
        }
        beans.produce(bean.done());
    }

    private static void addConstants(SendCall call, Set<KnownTopic> topics) {
        for (String topic : new TreeSet<>(call.topics().constants())) {
            if (call.values().isEmpty()) {
                topics.add(new KnownTopic("", topic, "", false));
            }
            call.values().forEach(value -> topics.add(new KnownTopic("", topic, name(value), false)));
        }
    }

    private static String name(Type type) {
        String canonical = TypedProducersProcessor.canonical(type);
        return canonical == null ? "" : canonical;
    }

    private static boolean hasDevUi(Capabilities capabilities) {
        return capabilities.isPresent(Capability.VERTX_HTTP);
    }
}
