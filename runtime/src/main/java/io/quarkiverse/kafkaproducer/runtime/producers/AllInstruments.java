package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.ArrayList;
import java.util.List;

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
        // loops, as each start of an application goes through here once: what a stream needs takes longer to load
        List<SendObserver> observers = new ArrayList<>();
        List<ClientListener> listeners = new ArrayList<>();
        Tracing found = Tracing.NONE;
        observers.add(first);
        for (Instruments one : instruments) {
            observers.add(one.observer());
            listeners.add(one.clients());
            // a send has one trace
            found = found == Tracing.NONE ? one.tracing() : found;
        }
        observers.removeAll(List.of(SendObserver.NONE));
        this.observer = SendObserver.of(observers);
        this.tracing = found;
        this.clients = listener(listeners);
    }

    /** Returns one that tells all of these. */
    static ClientListener listener(List<ClientListener> all) {
        List<ClientListener> listeners = new ArrayList<>(all);
        listeners.removeAll(List.of(ClientListener.NONE));
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
        for (Instruments one : instruments) {
            one.opened(producer);
        }
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
