package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.Objects;

import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;

/** The bean behind {@link KafkaInstances}. */
final class ConfiguredKafkaInstances implements KafkaInstances {

    private final Producers producers;
    private final ValueEncoder json;
    private final SendObserver observer;

    ConfiguredKafkaInstances(Producers producers, ValueEncoder json, SendObserver observer) {
        this.producers = producers;
        this.json = json;
        this.observer = observer;
    }

    @Override
    public KafkaInstance get() {
        return get(ProducersConfig.DEFAULT_NAME);
    }

    @Override
    public KafkaInstance get(String name) {
        ProducerRuntime configured = producers.get(Objects.requireNonNull(name, "name"));
        return new ConfiguredKafkaInstance(producers, configured.settings(), configured.encoder(), observer);
    }

    @Override
    public KafkaInstance create(KafkaConfig config) {
        try {
            return new ConfiguredKafkaInstance(producers, producers.settings(config), json, observer);
        } catch (WrongSettingException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }
}
