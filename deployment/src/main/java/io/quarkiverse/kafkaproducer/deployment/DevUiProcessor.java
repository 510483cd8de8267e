package io.quarkiverse.kafkaproducer.deployment;

import jakarta.inject.Singleton;

import io.quarkiverse.kafkaproducer.runtime.dev.DevUiRecorder;
import io.quarkiverse.kafkaproducer.runtime.dev.KafkaProducerJsonRpcService;
import io.quarkiverse.kafkaproducer.runtime.dev.RecentFootprints;
import io.quarkiverse.kafkaproducer.runtime.dev.WatchedProducers;
import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
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
    CardPageBuildItem card(FootprintBuildTimeConfig footprints) {
        CardPageBuildItem card = new CardPageBuildItem();
        // else the browser would fetch the one of the extension's descriptor from the network
        card.setLogo("kafka-producer.svg", "kafka-producer.svg");
        card.addBuildTimeData("footprintsEnabled", footprints.enabled());
        card.addPage(Page.webComponentPageBuilder().title("Producers").icon("font-awesome-solid:paper-plane")
                .componentLink("qwc-kafka-producer-producers.js"));
        card.addPage(Page.webComponentPageBuilder().title("Footprints").icon("font-awesome-solid:shoe-prints")
                .componentLink("qwc-kafka-producer-footprints.js"));
        card.addPage(Page.webComponentPageBuilder().title("Send").icon("font-awesome-solid:pen-to-square")
                .componentLink("qwc-kafka-producer-send.js"));
        return card;
    }

    @BuildStep
    void service(Capabilities capabilities, BuildProducer<JsonRPCProvidersBuildItem> services,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (hasDevUi(capabilities)) {
            services.produce(new JsonRPCProvidersBuildItem(KafkaProducerJsonRpcService.class));
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

    private static boolean hasDevUi(Capabilities capabilities) {
        return capabilities.isPresent(Capability.VERTX_HTTP);
    }
}
