package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Headers;

import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.runtime.client.ClientBuilder;
import io.quarkiverse.kafkaproducer.runtime.client.ClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.ClientIds;
import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;
import io.quarkiverse.kafkaproducer.runtime.client.KafkaClientFactory;
import io.quarkiverse.kafkaproducer.runtime.client.RawClients;
import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoders;
import io.quarkiverse.kafkaproducer.runtime.mock.MockClients;
import io.quarkiverse.kafkaproducer.runtime.mock.MockCluster;
import io.quarkiverse.kafkaproducer.runtime.prepare.Interceptors;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.SimilarName;
import io.quarkus.arc.InactiveBeanException;

/** The application's producers: by name those that are configured or injected, and those that were made by hand. */
public final class Producers implements AutoCloseable {

    private final ApplicationClasses classes = new ApplicationClasses();
    private final ProducerConfigurations configured;
    private final ValueEncoders encoders;
    private final SendObserver observer;
    private final Rehearsal rehearsal;
    private final List<Instrumentation> instrumentations;
    private final boolean keysInMessages;
    private final Executor worker;
    private final Optional<MockCluster> mock;
    private final ClientIds clientIds = new ClientIds();
    private final Map<String, ProducerRuntime> producers = new ConcurrentHashMap<>();
    private final Set<ProducerRuntime> madeByHand = ConcurrentHashMap.newKeySet();

    /**
     * Opens all that can be used, which connects to nothing yet: a wrong setting ends the start.
     *
     * @param rehearsal of the first send to a declared topic
     * @param keysInMessages whether the messages of failures may say the key of a record
     * @param mock where everything goes instead of to Kafka, if it does
     */
    Producers(ProducerConfigurations configured, ValueEncoders encoders, SendObserver observer, Rehearsal rehearsal,
            List<Instrumentation> instrumentations, boolean keysInMessages, Executor worker, Optional<MockCluster> mock) {
        this.configured = configured;
        this.encoders = encoders;
        this.observer = observer;
        this.rehearsal = rehearsal;
        this.instrumentations = instrumentations;
        this.keysInMessages = keysInMessages;
        this.worker = worker;
        this.mock = mock;
        try {
            configured.usable().forEach(this::get);
        } catch (RuntimeException | Error e) {
            // the next start, of a live reload, must not find what they have left
            producers.values().forEach(Producers::closeForGood);
            throw e;
        }
    }

    private static void closeForGood(ProducerRuntime producer) {
        producer.close();
        producer.instruments().closed(producer);
    }

    /**
     * The one that is injected by this name.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if something is set wrong
     */
    public ProducerRuntime get(String name) {
        ProducerRuntime opened = producers.get(name);
        return opened != null ? opened : classes.call(() -> producers.computeIfAbsent(name, this::open));
    }

    private ProducerRuntime open(String name) {
        if (!configured.isKnown(name)) {
            throw new IllegalArgumentException("No producer is configured under the name " + Quoted.text(name) + ": set "
                    + PropertyNames.ofProducer(name).of("bootstrap-servers") + ", or any other property of it."
                    + SimilarName.question(name, configured.usable()));
        }
        String inactive = inactive(name);
        if (inactive != null) {
            throw new InactiveBeanException(inactive);
        }
        ProducerSettings settings = configured.settings(name);
        try {
            return open(settings, encoders.of(settings), FoundInterceptors.of(name));
        } catch (WrongSettingException e) {
            throw e.inConfiguration();
        }
    }

    /** Returns the producers that are configured or injected and not switched off, by name. */
    public Map<String, ProducerRuntime> byName() {
        return new TreeMap<>(producers);
    }

    /** Opens a producer that {@link ProducerRuntime#close() closes} before the application does, or with it. */
    ProducerRuntime openByHand(ProducerSettings settings, ValueEncoder encoder) {
        return openByHand(settings, encoder, FoundInterceptors.of(settings.name()));
    }

    private ProducerRuntime openByHand(ProducerSettings settings, ValueEncoder encoder, Interceptors interceptors) {
        ProducerRuntime made = classes.call(() -> open(settings, encoder, interceptors));
        madeByHand.add(made);
        return made;
    }

    /**
     * One like that which is injected by this name, for records that are prepared and values that are bytes already. It gives
     * up on a record for good when the send of it does.
     *
     * @throws RuntimeException if there is none, or it is switched off
     */
    public ProducerRuntime openForEncoded(String name) {
        ProducerSettings settings = get(name).settings().givingUpInTime();
        return openByHand(settings.withClientId(settings.client().clientId() + "-outbox"),
                new ValueEncoder() {
                    @Override
                    public byte[] encode(String topic, Headers headers, Object value) {
                        return (byte[]) value;
                    }

                    @Override
                    public boolean addsHeaders() {
                        return false;
                    }

                    @Override
                    public boolean mayBlock() {
                        return false;
                    }
                }, null);
    }

    void closeByHand(ProducerRuntime made) {
        if (madeByHand.remove(made)) {
            closeForGood(made);
            clientIds.giveBack(made.settings().client().clientId());
        }
    }

    private ProducerRuntime open(ProducerSettings settings, ValueEncoder encoder, Interceptors interceptors) {
        ProducerSettings own = settings.withClientId(clientIds.take(settings.client().clientId()));
        Instruments instruments = instruments(own);
        return new ProducerRuntime(own, clients(own, instruments), encoder, interceptors, instruments, keysInMessages, worker);
    }

    private Function<ClientProperties, ClientFactory> clients(ProducerSettings settings, Instruments instruments) {
        if (mock.isPresent()) {
            return client -> new MockClients(settings.name(), mock.get());
        }
        return client -> new KafkaClientFactory(new ClientBuilder(settings.name(), client), instruments.clients());
    }

    private Instruments instruments(ProducerSettings settings) {
        return new AllInstruments(observer, instrumentations.stream()
                .map(one -> one.of(settings.name(), settings.client().clientId())).toList());
    }

    /** @throws io.quarkiverse.kafkaproducer.ClientCreationException if it cannot be created */
    Producer<Object, Object> rawClient(ProducerSettings settings, ValueEncoder encoder, Map<String, Object> overrides) {
        return classes.call(() -> rawClients(settings, encoder).create(overrides));
    }

    private RawClients rawClients(ProducerSettings settings, ValueEncoder encoder) {
        ClientBuilder builder = new ClientBuilder(settings.name(), settings.client());
        ClientListener listener = AllInstruments.listener(instrumentations.stream()
                .map(one -> one.rawClients(settings.name(), settings.client().clientId())).toList());
        return mock
                .map(cluster -> new RawClients(builder, encoder, clientIds, listener,
                        new MockClients(settings.name(), cluster)))
                .orElseGet(() -> new RawClients(builder, encoder, clientIds, listener));
    }

    /**
     * Returns the settings of a connection made by hand.
     *
     * @throws WrongSettingException if something is set wrong
     */
    ProducerSettings settings(KafkaConfig config) {
        return classes.call(() -> configured.settings(config));
    }

    /** Prepares the first send of such a value to this topic, in the background. */
    void warmUp(String name, String topic, String value) {
        if (inactive(name) == null) {
            get(name).warmUp(topic, value, rehearsal);
        }
    }

    /** Replaces the clients that take their certificates from this configuration of the TLS registry. */
    void certificatesUpdated(String tlsConfiguration) {
        Stream.concat(producers.values().stream(), madeByHand.stream())
                .forEach(producer -> producer.certificatesUpdated(tlsConfiguration));
    }

    /** Returns the names of the declared topics by producer, of those that send to Kafka. */
    Map<ProducerRuntime, Set<String>> declared(List<DeclaredTopic> declared, DeclaredTopics topics) {
        Map<ProducerRuntime, Set<String>> names = new LinkedHashMap<>();
        if (mock.isEmpty()) {
            declared.stream().filter(one -> inactive(one.producer()) == null)
                    .forEach(one -> names.computeIfAbsent(get(one.producer()), first -> new TreeSet<>())
                            .add(topics.name(one.topic())));
        }
        return names;
    }

    /** Returns the cluster that records everything instead of Kafka; empty if producers send. */
    public Optional<MockCluster> mock() {
        return mock;
    }

    /** Why it cannot be used, or null. */
    String inactive(String name) {
        return configured.isActive(name) ? null
                : "The producer is switched off: "
                        + PropertyNames.ofProducer(name).of("active") + " is false, and should be true where it is used";
    }

    /** Closes all at the same time, so that the shutdown takes no longer than the longest {@code close-timeout}. */
    @Override
    public void close() {
        instrumentations.forEach(Instrumentation::end);
        var closing = Stream.concat(producers.values().stream(), madeByHand.stream())
                .map(producer -> new Thread(producer::close, "kafka-producer-close")).toList();
        closing.forEach(Thread::start);
        try {
            for (Thread one : closing) {
                one.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // those made by hand share them
        producers.values().forEach(producer -> producer.encoder().close());
        mock.ifPresent(MockCluster::close);
    }
}
