package io.quarkiverse.kafkaproducer.runtime.client;

import org.apache.kafka.common.header.Headers;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;

/** Hears of a Kafka client what only those know that make it and serialize for it, and says whether it is still wanted. */
public interface ClientCallbacks {

    /** Hears nothing. */
    ClientCallbacks NONE = new ClientCallbacks() {
        @Override
        public void customized(ClientProperties properties) {
        }

        @Override
        public void metadataArrived() {
        }

        @Override
        public void serializing(Headers headers) {
        }

        @Override
        public boolean isWanted() {
            return true;
        }
    };

    /**
     * The client will be made with these properties rather than with those that are set, because the application's customizers
     * changed some. Called on the thread that makes it, before it is made.
     */
    void customized(ClientProperties properties);

    /** Metadata have arrived, of whatever topic. Called on Kafka's network thread. */
    void metadataArrived();

    /** A record with these headers is being written as bytes. Called on the thread that sends. */
    void serializing(Headers headers);

    /** Returns false once nobody waits any more for the client that is being made. Safe for any thread. */
    boolean isWanted();
}
