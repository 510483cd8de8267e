package io.quarkiverse.kafkaproducer.runtime.send;

import org.apache.kafka.common.header.Headers;

/** Follows sends beyond this application. */
public interface Tracing {

    /** Follows none. */
    Tracing NONE = new Tracing() {
        @Override
        public Tracing here() {
            return this;
        }

        @Override
        public Trace begin(String topic, Integer partition, Headers headers, boolean tombstone) {
            return Trace.NONE;
        }

        @Override
        public void propagate(Headers headers) {
            // there is nothing to go on with
        }
    };

    /** Returns the tracing of sends that will begin on other threads, and belong to the present work of this one. */
    Tracing here();

    /**
     * A send begins, on the thread of its caller or subscriber.
     *
     * @param partition null if it is not known yet
     * @param headers the record's, to which is added what its consumers need to go on with the trace
     */
    Trace begin(String topic, Integer partition, Headers headers, boolean tombstone);

    /** Adds to the headers of a record that is sent later, by another thread, what that needs to go on with the trace. */
    void propagate(Headers headers);
}
