package io.quarkiverse.kafkaproducer.runtime;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.quarkiverse.kafkaproducer.runtime.client.KafkaProducers;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.json.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;

/** The application's producers by name: those that are injected from the start, so that a wrong setting ends the start. */
public final class OpenProducers implements AutoCloseable {

    private final ProducersConfig config;
    private final Map<String, Object> inherited;
    private final ValueEncoder encoder;
    private final SendObserver observer;
    private final Executor worker;
    private final Map<String, OpenProducer> producers = new ConcurrentHashMap<>();

    OpenProducers(ProducersConfig config, Map<String, Object> inherited, ValueEncoder encoder, SendObserver observer,
            Executor worker, Set<String> injected) {
        this.config = config;
        this.inherited = inherited;
        this.encoder = encoder;
        this.observer = observer;
        this.worker = worker;
        injected.forEach(this::get);
    }

    /**
     * Opens it on first use, which connects to nothing yet.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if something is set wrong
     */
    public OpenProducer get(String name) {
        return producers.computeIfAbsent(name, this::open);
    }

    private OpenProducer open(String name) {
        ProducerSettings settings = ProducerSettings.of(name, config.producers().get(name), inherited);
        return new OpenProducer(settings, KafkaProducers::new, encoder, observer, worker);
    }

    /** Closes all at the same time, so that the shutdown takes no longer than the longest {@code close-timeout}. */
    @Override
    public void close() {
        List<Thread> closing = producers.values().stream().map(producer -> new Thread(producer::close, "kafka-producer-close"))
                .toList();
        closing.forEach(Thread::start);
        try {
            for (Thread one : closing) {
                one.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
