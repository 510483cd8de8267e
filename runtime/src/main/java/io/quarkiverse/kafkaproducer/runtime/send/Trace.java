package io.quarkiverse.kafkaproducer.runtime.send;

import org.apache.kafka.clients.producer.RecordMetadata;

/** One send as it is followed beyond this application. Ends once, on whichever thread goes on with the result. */
public interface Trace {

    /** A send that is not traced. */
    Trace NONE = new Trace() {
        @Override
        public String id() {
            return null;
        }

        @Override
        public void acknowledged(RecordMetadata metadata) {
        }

        @Override
        public void failed(Throwable failure) {
        }
    };

    /** Null if it has none. */
    String id();

    void acknowledged(RecordMetadata metadata);

    void failed(Throwable failure);
}
