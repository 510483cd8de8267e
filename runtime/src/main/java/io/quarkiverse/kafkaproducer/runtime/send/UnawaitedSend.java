package io.quarkiverse.kafkaproducer.runtime.send;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A send of this moment whose record does not enter the queue, so that nobody waits for it. */
final class UnawaitedSend extends Submission {

    UnawaitedSend(Origin origin, Timeouts timeouts, ProducerRecord<Object, byte[]> record) {
        super(origin, timeouts.byDefault().toNanos());
        encoded(record, Trace.NONE);
    }

    @Override
    protected void wake() {
        // nobody waits
    }
}
