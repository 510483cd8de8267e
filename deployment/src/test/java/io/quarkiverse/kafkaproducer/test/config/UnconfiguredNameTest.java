package io.quarkiverse.kafkaproducer.test.config;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusProdModeTest;

class UnconfiguredNameTest {

    @Singleton
    public static class Payments {

        @Inject
        @ProducerName("paymnets")
        Producer producer;

        void start(@Observes StartupEvent event) {
            System.out.println("started with " + producer);
        }
    }

    @RegisterExtension
    static final QuarkusProdModeTest APPLICATION = new QuarkusProdModeTest()
            .withApplicationRoot(jar -> jar.addClass(Payments.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideConfigKey("quarkus.kafka-producer.\"payments\".timeout", "5s")
            .setRun(true)
            .setExpectExit(true);

    @Test
    void inProductionANameThatIsInjectedAndNowhereConfiguredEndsTheStart() {
        assertThat(APPLICATION.getStartupConsoleOutput()).doesNotContain("started with").contains(
                "A producer is injected by @ProducerName(\"paymnets\"), but nothing is configured for this name: set "
                        + "quarkus.kafka-producer.\"paymnets\".bootstrap-servers, or any other property of it. Did you mean \"payments\"?");
        assertThat(APPLICATION.getExitCode()).isNotZero();
    }
}
