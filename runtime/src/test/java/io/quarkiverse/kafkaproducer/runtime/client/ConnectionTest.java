package io.quarkiverse.kafkaproducer.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ConnectionTest {

    private final List<MockProducer<Object, byte[]>> clients = new ArrayList<>();
    /** Of the worker: run when the test says so. */
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Connection connection = new Connection("payments", metadataArrived -> {
        MockProducer<Object, byte[]> client = new MockProducer<>(true, null, (topic, key) -> null, new ByteArraySerializer());
        clients.add(client);
        return client;
    }, settings().client(), work::add);

    ConnectionTest() {
        connection.listener(new Connection.Listener() {
            @Override
            public void connected() {
            }

            @Override
            public void connectionFailed(ClientCreationException failure) {
            }

            @Override
            public void metadataArrived() {
            }
        });
    }

    private static ProducerSettings settings() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class).addDiscoveredConverters()
                .build().getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092"));
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
    }

    @Test
    void aClientThatIsBeingReplacedIsClosedWithItsProducerThoughTheWorkerNeverComesToIt() {
        connection.discard(connected(), new UnsupportedVersionException("too old"));
        CompletableFuture<KafkaClient> next = connection.connect();

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
        assertThatThrownBy(() -> connection.connect().join()).hasCauseInstanceOf(ClientCreationException.class);
    }
}
