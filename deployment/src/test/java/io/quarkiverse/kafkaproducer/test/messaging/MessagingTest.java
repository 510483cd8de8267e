package io.quarkiverse.kafkaproducer.test.messaging;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;

/** Beside Quarkus' own messaging, whose beans are then not kept out. */
class MessagingTest {

    @Singleton
    public static class Sender {

        @Inject
        @Channel("orders")
        Emitter<String> emitter;

        void send(String value) throws Exception {
            emitter.send(value).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(Sender.class)
            .setForcedDependencies(List.of(Dependency.of("io.quarkus", "quarkus-messaging-kafka", Version.getVersion())))
            .overrideConfigKey("mp.messaging.outgoing.orders.connector", "smallrye-kafka")
            .overrideConfigKey("mp.messaging.outgoing.orders.topic", "messaging");

    @Inject
    Sender sender;

    @Inject
    Producer producer;

    @Test
    void aChannelAndAProducerSendSideBySide() throws Exception {
        sender.send("by the channel");
        producer.send("messaging", "by the producer");

        assertThat(TopicReader.read("messaging")).extracting(record -> text(record.value()))
                .containsExactly("by the channel", "\"by the producer\"");
    }
}
