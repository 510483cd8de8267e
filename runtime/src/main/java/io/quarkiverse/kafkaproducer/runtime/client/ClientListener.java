package io.quarkiverse.kafkaproducer.runtime.client;

import org.apache.kafka.clients.producer.Producer;

/** Hears of Kafka clients when they have been made and when they are closed, on the thread that does it. */
public interface ClientListener {

    /** Does not listen. */
    ClientListener NONE = new ClientListener() {
        @Override
        public void made(Producer<?, ?> client) {
        }

        @Override
        public void closed(Producer<?, ?> client) {
        }
    };

    void made(Producer<?, ?> client);

    /** May be called more than once for the same client. */
    void closed(Producer<?, ?> client);

    /** Returns a listener that calls this one, and then the action when a client is closed. */
    default ClientListener andWhenClosed(Runnable action) {
        ClientListener first = this;
        return new ClientListener() {
            @Override
            public void made(Producer<?, ?> client) {
                first.made(client);
            }

            @Override
            public void closed(Producer<?, ?> client) {
                first.closed(client);
                action.run();
            }
        };
    }
}
