package io.quarkiverse.kafkaproducer.benchmarks.application;

/** Sends a record and waits for its acknowledgment. */
interface WaitingSender {

    /**
     * @throws Exception if it was not acknowledged
     */
    void send(String topic, Sample sample) throws Exception;
}
