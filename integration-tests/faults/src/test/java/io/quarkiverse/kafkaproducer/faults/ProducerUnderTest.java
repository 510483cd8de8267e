package io.quarkiverse.kafkaproducer.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jboss.threads.EnhancedQueueExecutor;
import org.jboss.threads.JBossThreadFactory;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.runtime.client.ClientBuilder;
import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClientFactory;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.FootprintsConfig;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.encode.JsonEncoder;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingProducer;
import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintObservers;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintSettings;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.footprint.SendFootprints;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * A producer put together as the extension does it, from the same configuration, without an application around it: faults
 * need many of them, each with settings of its own.
 */
final class ProducerUnderTest implements AutoCloseable {

    static {
        // what Quarkus sets when it starts
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
        // a line for each of a million records would be measured, not the sends; their texts are tested elsewhere
        Logger.getLogger(LoggedFootprints.CATEGORY).setLevel(Level.OFF);
    }

    /** A pool of workers, made as Quarkus makes its own. */
    private final ExecutorService worker = new EnhancedQueueExecutor.Builder().setCorePoolSize(1).setMaximumPoolSize(200)
            .setThreadFactory(new JBossThreadFactory(null, true, null, "worker-%t", null, null)).build();
    private final LoggedFootprints footprints;
    private final ProducerRuntime open;

    /**
     * @param settings by their names, without {@code quarkus.kafka-producer.}
     */
    ProducerUnderTest(String servers, Map<String, String> settings) {
        this(servers, settings, producer -> client -> new KafkaClientFactory(new ClientBuilder(producer.name(), client)));
    }

    /** A producer with other clients, mocks as a rule: for what is decided before a broker comes in. */
    ProducerUnderTest(ClientFactory clients, Map<String, String> settings) {
        this("localhost:1", settings, producer -> properties -> clients);
    }

    private ProducerUnderTest(String servers, Map<String, String> settings,
            Function<ProducerSettings, Function<ClientProperties, ClientFactory>> clients) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("quarkus.kafka-producer." + name, value));
        SmallRyeConfig all = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class)
                .withMapping(FootprintsConfig.class).withDefaultValues(properties).addDiscoveredConverters().build();
        ProducersConfig config = all.getConfigMapping(ProducersConfig.class);
        ProducerSettings producer = ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config,
                Map.of("bootstrap.servers", servers));
        footprints = new LoggedFootprints(FootprintSettings.of(all.getConfigMapping(FootprintsConfig.class)),
                new FootprintObservers(false, false));
        open = new ProducerRuntime(producer, clients.apply(producer), new JsonEncoder(new ObjectMapper()),
                new SendFootprints(footprints), worker);
    }

    ProducerUnderTest(String servers) {
        this(servers, Map.of());
    }

    Producer blocking() {
        return new BlockingProducer(open.path(), open::transactions);
    }

    ReactiveProducer reactive() {
        return new MutinyProducer(open.path(), open::transactions, open.completions());
    }

    /** Finishes what is on its way, as the shutdown of an application does, whose workers end later. */
    void closeProducer() {
        open.close();
    }

    /** From now on they refuse everything, as those of an application that has ended. */
    void stopWorkers() {
        worker.shutdown();
    }

    @Override
    public void close() {
        closeProducer();
        footprints.close();
        worker.shutdown();
    }
}
