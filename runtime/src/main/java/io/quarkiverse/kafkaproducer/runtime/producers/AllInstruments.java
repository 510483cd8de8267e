package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.Producer;

import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Tracing;

/** The instruments of one producer, put together: where there are none, there is nothing to pay for. */
final class AllInstruments implements Instruments {

    private final List<Instruments> instruments;
    private final SendObserver observer;
    private final Tracing tracing;
    private final ClientListener clients;

    /** @param first sees how sends end before the instruments do */
    AllInstruments(SendObserver first, List<Instruments> instruments) {
        this.instruments = instruments;
        this.observer = SendObserver.of(Stream.concat(Stream.of(first), instruments.stream().map(Instruments::observer))
                .filter(one -> one != SendObserver.NONE).toList());
        // a send has one trace
        this.tracing = instruments.stream().map(Instruments::tracing).filter(one -> one != Tracing.NONE).findFirst()
                .orElse(Tracing.NONE);
        this.clients = listener(instruments.stream().map(Instruments::clients).toList());
    }

    /** Returns one that tells all of these. */
    static ClientListener listener(List<ClientListener> all) {
        List<ClientListener> listeners = all.stream().filter(one -> one != ClientListener.NONE).toList();
        return listeners.isEmpty() ? ClientListener.NONE : new AllListeners(listeners);
    }

    @Override
    public SendObserver observer() {
        return observer;
    }

    @Override
    public Tracing tracing() {
        return tracing;
    }

    @Override
    public ClientListener clients() {
        return clients;
    }

    @Override
    public void opened(ProducerRuntime producer) {
        instruments.forEach(one -> one.opened(producer));
    }

    @Override
    public void closed(ProducerRuntime producer) {
        instruments.forEach(one -> one.closed(producer));
    }

    private record AllListeners(List<ClientListener> listeners) implements ClientListener {

        @Override
        public void made(Producer<?, ?> client) {
            listeners.forEach(one -> one.made(client));
        }

        @Override
        public void closed(Producer<?, ?> client) {
            listeners.forEach(one -> one.closed(client));
        }
    }
}
