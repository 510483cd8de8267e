package io.quarkiverse.kafkaproducer.deployment;

import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.DockerStatusBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.configuration.ConfigUtils;

/** A broker for dev mode and tests, where there is no container runtime to run Quarkus' own Dev Service for Kafka. */
@BuildSteps(onlyIf = { IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class })
class DevServicesProcessor {

    private static final Logger LOG = Logger.getLogger(DevServicesProcessor.class);

    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    private static final String DEFAULT_BOOTSTRAP_SERVERS = "quarkus.kafka-producer.bootstrap-servers";
    private static final String MOCK = "quarkus.kafka-producer.mock";
    private static final String QUARKUS_OWN = "quarkus.kafka.devservices.enabled";

    @BuildStep
    DevServicesResultBuildItem embeddedBroker(DevServicesBuildTimeConfig config, DockerStatusBuildItem containerRuntime) {
        if (!isNeeded(config) || containerRuntime.isContainerRuntimeAvailable()) {
            return null;
        }
        return DevServicesResultBuildItem.owned()
                .feature(ProducerBeansProcessor.FEATURE)
                .description("Embedded Kafka broker")
                .serviceConfig(config)
                .startable(() -> new EmbeddedBroker(config.port().orElse(0), config.topicPartitions()))
                .postStartHook(broker -> LOG.infof("Dev Services started an embedded Kafka broker, as there is no container "
                        + "runtime: -Dkafka.bootstrap.servers=%s reaches it from elsewhere", broker.getConnectionInfo()))
                .configProvider(Map.of(BOOTSTRAP_SERVERS, EmbeddedBroker::getConnectionInfo))
                .build();
    }

    private static boolean isNeeded(DevServicesBuildTimeConfig config) {
        return config.enabled()
                && !ConfigProvider.getConfig().getOptionalValue(MOCK, Boolean.class).orElse(false)
                && ConfigProvider.getConfig().getOptionalValue(QUARKUS_OWN, Boolean.class).orElse(true)
                && !ConfigUtils.isPropertyNonEmpty(BOOTSTRAP_SERVERS)
                && !ConfigUtils.isPropertyNonEmpty(DEFAULT_BOOTSTRAP_SERVERS);
    }
}
