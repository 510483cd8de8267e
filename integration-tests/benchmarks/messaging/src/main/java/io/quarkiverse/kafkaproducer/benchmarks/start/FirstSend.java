package io.quarkiverse.kafkaproducer.benchmarks.start;

/** A send that an application can be told to do. */
public interface FirstSend {

    /** The topic. */
    String topic();

    /** Returns when the record is acknowledged. */
    void send();
}
