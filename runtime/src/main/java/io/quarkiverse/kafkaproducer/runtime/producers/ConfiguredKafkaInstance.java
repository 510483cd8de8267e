package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.Map;

import org.apache.kafka.clients.producer.Producer;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;

/** Makes clients of one connection. */
final class ConfiguredKafkaInstance implements KafkaInstance {

    private static final String GET_PRODUCER = KafkaInstance.class.getName() + ".getProducer";
    private static final String NEW_PRODUCER = KafkaInstance.class.getName() + ".newProducer";

    private final Producers producers;
    private final ProducerSettings settings;
    private final ValueEncoder encoder;
    private final SendObserver observer;

    ConfiguredKafkaInstance(Producers producers, ProducerSettings settings, ValueEncoder encoder, SendObserver observer) {
        this.producers = producers;
        this.settings = settings;
        this.encoder = encoder;
        this.observer = observer;
    }

    @Override
    public Producer<Object, Object> getProducer() {
        return getProducer(Map.of());
    }

    @Override
    public Producer<Object, Object> getProducer(Map<String, Object> overrides) {
        try {
            return producers.rawClient(settings, encoder, overrides);
        } catch (ClientCreationException e) {
            observer.clientNotCreated(settings.name(), GET_PRODUCER, e);
            throw e;
        }
    }

    @Override
    public CloseableProducer newProducer() {
        ProducerRuntime made = null;
        try {
            checkPromises();
            made = producers.openByHand(settings, encoder);
            made.connect();
            return new StandaloneProducer(producers, made);
        } catch (ClientCreationException e) {
            if (made != null) {
                producers.closeByHand(made);
            }
            observer.clientNotCreated(settings.name(), NEW_PRODUCER, e);
            throw e;
        }
    }

    private void checkPromises() {
        try {
            settings.checkPromises();
        } catch (WrongSettingException e) {
            throw new ClientCreationException("A producer cannot be created: " + e.getMessage(), null);
        }
    }

    /** Returns a description without secrets. */
    @Override
    public String toString() {
        return "KafkaInstance[" + settings.client().bootstrapServers() + ", client id " + settings.client().clientId() + ']';
    }
}
