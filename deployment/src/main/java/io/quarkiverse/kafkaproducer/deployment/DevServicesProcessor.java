package io.quarkiverse.kafkaproducer.deployment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.DockerStatusBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;

/** A broker for dev mode and tests, where there is no container runtime to run Quarkus' own Dev Service for Kafka. */
@BuildSteps(onlyIf = { IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class })
class DevServicesProcessor {

    private static final Logger LOG = Logger.getLogger(DevServicesProcessor.class);

    private static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    private static final String PREFIX = "quarkus.kafka-producer.devservices.";
    private static final int LAST_PORT = 65_535;
    private static final String MOCK = "quarkus.kafka-producer.mock";
    private static final String QUARKUS_OWN = "quarkus.kafka.devservices.enabled";
    private static final String KAFKA_STREAMS = "org.apache.kafka.streams.KafkaStreams";
    private static final DotName INSTANCES = DotName.createSimple(KafkaInstances.class);
    private static final DotName CONFIG_PROPERTY = DotName.createSimple(ConfigProperty.class);
    private static final DotName IDENTIFIER = DotName.createSimple(Identifier.class);

    @BuildStep
    DevServicesResultBuildItem embeddedBroker(DevServicesBuildTimeConfig config, DockerStatusBuildItem containerRuntime,
            List<InjectedProducerBuildItem> injected, BeanDiscoveryFinishedBuildItem beans, Capabilities capabilities) {
        check(config);
        if (!isWanted(config) || !isNeeded(injected, beans, capabilities)
                || containerRuntime.isContainerRuntimeAvailable()) {
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

    /** @throws ConfigurationException if something is set wrong, also where no broker is started now */
    static void check(DevServicesBuildTimeConfig config) {
        config.port().filter(port -> port < 1 || port > LAST_PORT).ifPresent(port -> {
            throw wrong("port", "is " + port + ": it should be from 1 to " + LAST_PORT + ", or left out for a free one");
        });
        config.topicPartitions().forEach((topic, partitions) -> {
            String property = "topic-partitions.\"" + Quoted.escape(topic) + '"';
            if (partitions < 1) {
                throw wrong(property, "is " + partitions + ": it should be at least 1");
            }
            try {
                RecordCheck.checkTopic(topic);
            } catch (IllegalArgumentException e) {
                throw wrong(property, "names no topic: " + e.getMessage());
            }
        });
    }

    private static ConfigurationException wrong(String property, String shouldBe) {
        return new ConfigurationException(PREFIX + property + ' ' + shouldBe, Set.of(PREFIX + property));
    }

    private static boolean isWanted(DevServicesBuildTimeConfig config) {
        return config.enabled()
                && !ConfigProvider.getConfig().getOptionalValue(MOCK, Boolean.class).orElse(false)
                && ConfigProvider.getConfig().getOptionalValue(QUARKUS_OWN, Boolean.class).orElse(true)
                && !ConfigUtils.isPropertyNonEmpty(BOOTSTRAP_SERVERS);
    }

    /** Returns whether the application needs a broker: for a producer without servers, or for another possible use. */
    private static boolean isNeeded(List<InjectedProducerBuildItem> injected, BeanDiscoveryFinishedBuildItem beans,
            Capabilities capabilities) {
        if (capabilities.isPresent(Capability.MESSAGING) || QuarkusClassLoader.isClassPresentAtRuntime(KAFKA_STREAMS)
                || beans.getInjectionPoints().stream().anyMatch(DevServicesProcessor::isOfTheBroker)) {
            return true;
        }
        Set<String> used = injected.stream().map(InjectedProducerBuildItem::name).collect(Collectors.toSet());
        if (beans.getInjectionPoints().stream().anyMatch(point -> point.getRequiredType().name().equals(INSTANCES))) {
            used.add(ProducersConfig.DEFAULT_NAME);
        }
        return new ConfiguredServers(ConfigProvider.getConfig()).leaveSomeProducerWithout(used);
    }

    /** Returns whether the broker's address is injected here, for instance for a consumer. */
    private static boolean isOfTheBroker(InjectionPointInfo point) {
        return isQualified(point, CONFIG_PROPERTY, "name", BOOTSTRAP_SERVERS)
                || isQualified(point, IDENTIFIER, "value", "default-kafka-broker")
                        && !point.getTargetInfo().startsWith("io.quarkus.kafka.client.");
    }

    private static boolean isQualified(InjectionPointInfo point, DotName qualifier, String member, String value) {
        AnnotationInstance annotation = point.getRequiredQualifier(qualifier);
        return annotation != null && annotation.value(member) != null && annotation.value(member).asString().equals(value);
    }
}
