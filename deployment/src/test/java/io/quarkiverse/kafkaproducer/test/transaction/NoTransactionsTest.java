package io.quarkiverse.kafkaproducer.test.transaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class NoTransactionsTest {

    private static final String PROPERTY = "quarkus.kafka-producer.transactional-id-prefix";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application();

    @Inject
    Producer producer;

    @Inject
    ReactiveProducer reactive;

    @Test
    void withoutAPrefixTheErrorNamesTheProperty() {
        assertThatThrownBy(() -> producer.runInTransaction(transaction -> {
        })).isInstanceOf(IllegalStateException.class).hasMessageContaining(PROPERTY);
        reactive.withTransaction(transaction -> transaction.send("orders", 1)).subscribe()
                .withSubscriber(UniAssertSubscriber.create()).awaitFailure(Duration.ofSeconds(30))
                .assertFailedWith(IllegalStateException.class, PROPERTY);
    }
}
