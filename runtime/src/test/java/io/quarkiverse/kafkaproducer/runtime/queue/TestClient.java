package io.quarkiverse.kafkaproducer.runtime.queue;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/** Works, and knows something of every topic. */
class TestClient implements Client {

    TopicMetadata metadata = TopicMetadata.of(3);
    /** Counts how often it was asked for metadata. */
    int asked;

    @Override
    public TopicMetadata metadata(String topic) {
        asked++;
        return metadata;
    }

    @Override
    public boolean refresh(String topic) {
        return true;
    }

    @Override
    public int partition(ProducerRecord<Object, byte[]> record, int partitions) {
        return 0;
    }

    @Override
    public boolean hasRoom(int size, int inFlight) {
        return true;
    }

    @Override
    public void send(Entry entry) {
        entry.take();
        entry.handedOver();
    }

    @Override
    public Throwable failure() {
        return null;
    }

    @Override
    public boolean hasSent(String topic) {
        return true;
    }

    @Override
    public long retries(String topic) {
        return 0;
    }

    @Override
    public Exception diagnose(long now) {
        return null;
    }

    @Override
    public Wait waitForMetadata(String topic, TopicMetadata metadata) {
        return Wait.metadata(topic);
    }

    @Override
    public Wait waitForAcknowledgment(String topic) {
        return Wait.ACKNOWLEDGMENT;
    }
}
