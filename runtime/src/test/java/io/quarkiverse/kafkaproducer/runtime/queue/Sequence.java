package io.quarkiverse.kafkaproducer.runtime.queue;

import org.apache.kafka.clients.producer.ProducerRecord;

/** The sends of one sender to one topic with one key, or to one partition, which keep their order. */
final class Sequence {

    final String sender;
    final String topic;
    final Object key;
    final Integer partition;
    int next;
    /** For the check of a log: the last one seen in it. */
    SimulatedPartition seenIn;
    SimulatedSend seen;

    Sequence(String sender, String topic, Object key, Integer partition) {
        this.sender = sender;
        this.topic = topic;
        this.key = key;
        this.partition = partition;
    }

    boolean hasOrder() {
        return key != null || partition != null;
    }

    ProducerRecord<Object, byte[]> record(byte[] value) {
        return new ProducerRecord<>(topic, partition, null, key, value);
    }

    @Override
    public String toString() {
        return sender + " to " + topic + (partition == null ? "" : "-" + partition) + " key "
                + (key instanceof byte[] bytes ? "b" + bytes[0] : key);
    }
}
