package io.quarkiverse.kafkaproducer.test.producers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.deployment.RequestedProducerBuildItem;
import io.quarkus.arc.All;
import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.BuildContext;
import io.quarkus.builder.BuildStep;
import io.quarkus.test.QuarkusUnitTest;

/** Producers that no injection point of their type asks for. */
class LookUpsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Listing.class, LookingUp.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideConfigKey("quarkus.kafka-producer.\"payments\".timeout", "5s")
            .addBuildChainCustomizer(new OtherExtension());

    /** In classes of their own: the test is loaded by a class loader, too, that knows nothing of builds. */
    static final class OtherExtension implements Consumer<BuildChainBuilder> {

        @Override
        public void accept(BuildChainBuilder chain) {
            chain.addBuildStep(new AskForAudit()).produces(RequestedProducerBuildItem.class).build();
        }
    }

    static final class AskForAudit implements BuildStep {

        @Override
        public void execute(BuildContext context) {
            context.produce(RequestedProducerBuildItem.named("audit"));
        }
    }

    @Singleton
    public static class Listing {

        @Inject
        @All
        List<Producer> producers;
    }

    /** No test, which would be looked at as one. */
    @Singleton
    public static class LookingUp {

        Producer byDefault() {
            return CDI.current().select(Producer.class).get();
        }

        ReactiveProducer reactive(String name) {
            return CDI.current().select(ReactiveProducer.class, ProducerName.Literal.of(name)).get();
        }

        KafkaInstances instances() {
            return CDI.current().select(KafkaInstances.class).get();
        }
    }

    @Inject
    Listing listing;

    @Inject
    LookingUp lookingUp;

    @Test
    void aListHasAllThatAreConfiguredOrAskedFor() {
        assertThat(listing.producers).hasSize(3);
    }

    @Test
    void whatIsLookedUpIsThere() {
        assertThat(lookingUp.byDefault()).isNotNull();
        assertThat(lookingUp.reactive("payments")).isNotNull();
        assertThat(lookingUp.instances().get("payments")).isNotNull();
    }

    @Test
    void anExtensionCanAskForAProducer() {
        assertThat(lookingUp.reactive("audit")).isNotNull();
    }
}
