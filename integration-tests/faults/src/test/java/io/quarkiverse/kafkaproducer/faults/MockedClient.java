package io.quarkiverse.kafkaproducer.faults;

import java.util.Collections;
import java.util.List;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own mock of a client, which takes every record. */
final class MockedClient extends MockProducer<Object, byte[]> {

    private MockedClient(boolean acknowledging) {
        super(acknowledging, null, (topic, key) -> null, new ByteArraySerializer());
    }

    static MockedClient acknowledging() {
        return new MockedClient(true);
    }

    /** Acknowledges a record only when a test has it do so. */
    static MockedClient silent() {
        return new MockedClient(false);
    }

    /** Every topic is there, and has one partition. */
    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return Collections.singletonList(new PartitionInfo(topic, 0, null, null, null));
    }

    /** Returns the values that it was given, in that order. */
    List<String> values() {
        return history().stream().map(sent -> new String(sent.value())).toList();
    }
}
