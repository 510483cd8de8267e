package io.quarkiverse.kafkaproducer.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.queue.Client;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientEvents;
import io.smallrye.config.SmallRyeConfigBuilder;

class ConnectionTest {

    private final List<MockProducer<Object, byte[]>> clients = new ArrayList<>();
    private final List<ClientCreationException> failures = new ArrayList<>();
    private final List<Client> closed = new ArrayList<>();
    private boolean changesWhileMade;
    /** Of the worker: run when the test says so. */
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final Connection connection = new Connection("payments", properties -> callbacks -> {
        MockProducer<Object, byte[]> client = new MockProducer<>(true, null, (topic, key) -> null, new ByteArraySerializer());
        clients.add(client);
        if (changesWhileMade) {
            changesWhileMade = false;
            refresh();
        }
        return client;
    }, settings().client(), work::add);

    private final ClientEvents listener = new ClientEvents() {
        @Override
        public void clientChanged() {
        }

        @Override
        public void clientFailed(ClientCreationException failure) {
            failures.add(failure);
        }

        @Override
        public void clientClosed(Client client) {
            closed.add(client);
        }

        @Override
        public void metadataArrived() {
        }
    };

    ConnectionTest() {
        connection.listener(listener);
    }

    private static ProducerSettings settings() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class).addDiscoveredConverters()
                .build().getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092"));
    }

    private void refresh() {
        connection.refresh("its certificates have changed");
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private KafkaClient connected() {
        connection.connect();
        work();
        return connection.client();
    }

    @Test
    void aClientThatHasFailedForGoodIsClosedBeforeTheNextIsMade() {
        connection.discard(connected(), new UnsupportedVersionException("too old"));
        assertThat(connection.client()).isNull();

        work();

        assertThat(clients).extracting(MockProducer::closed).containsExactly(true, false);
        assertThat(connection.client()).isNotNull();
        assertThat(closed).hasSize(1);
    }

    @Test
    void anErrorWhileAClientIsMadeIsAFailureLikeAnyOtherAndTheNextAttemptMayWork() {
        AtomicInteger attempts = new AtomicInteger();
        Connection failing = new Connection("payments", properties -> callbacks -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ServiceConfigurationError("once");
            }
            return new MockProducer<>(true, null, (topic, key) -> null, new ByteArraySerializer());
        }, settings().client(), work::add);
        failing.listener(listener);
        CompletableFuture<KafkaClient> first = failing.connected();

        work();

        assertThatThrownBy(first::join).hasCauseInstanceOf(ClientCreationException.class).hasMessageContaining("once");
        assertThat(failures).hasSize(1);
        Awaitility.await().until(() -> {
            failing.connect();
            work();
            return failing.client() != null;
        });
    }

    @Test
    void aClientThatIsNotLetInIsReplacedForEveryWayOfAuthentication() {
        KafkaClient refused = connected();

        connection.refused(refused, new SslAuthenticationException("SSL handshake failed"));

        assertThat(connection.client()).isNull();
        Awaitility.await().until(() -> {
            work();
            return connection.client() != null;
        });
        assertThat(clients).extracting(MockProducer::closed).containsExactly(true, false);
        assertThat(connection.waitForClient().text(connection.properties().names())).contains("SSL handshake failed");
    }

    @Test
    void aClientThatWorksIsReplacedWhereItsCertificatesHaveChanged() {
        connected();

        connection.refresh("its certificates have changed");
        assertThat(connection.client()).as("sends wait while it finishes what it has").isNull();
        work();

        assertThat(clients).extracting(MockProducer::closed).containsExactly(true, false);
        assertThat(connection.client()).isNotNull();
        assertThat(closed).hasSize(1);
    }

    @Test
    void aClientThatWasMadeWhileItsCertificatesChangedIsReplaced() {
        connection.refresh("its certificates have changed");
        assertThat(clients).as("there was none to be replaced").isEmpty();
        changesWhileMade = true;

        connected();

        assertThat(clients).extracting(MockProducer::closed).containsExactly(true, false);
        assertThat(connection.client()).isNotNull();
    }

    @Test
    void aClientThatIsBeingReplacedIsClosedWithItsProducerThoughTheWorkerNeverComesToIt() {
        connection.discard(connected(), new UnsupportedVersionException("too old"));
        CompletableFuture<KafkaClient> next = connection.connected();

        connection.close(Duration.ZERO);

        assertThat(clients).extracting(MockProducer::closed).containsExactly(true);
        assertThatThrownBy(next::join).hasCauseInstanceOf(ClientCreationException.class);
    }

    @Test
    void noClientIsMadeAnyMoreOnceItsProducerIsClosed() {
        connection.discard(connected(), new UnsupportedVersionException("too old"));
        connection.close(Duration.ZERO);

        work();

        assertThat(clients).hasSize(1);
        assertThatThrownBy(() -> connection.connected().join()).hasCauseInstanceOf(ClientCreationException.class);
    }
}
