package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.ProducerRecord;

/** One send of a test, which counts what it is told. */
class TestEntry extends Entry {

    static final long TIMEOUT = TimeUnit.SECONDS.toNanos(10);

    private static final ProducerRecord<Object, byte[]> RECORD = new ProducerRecord<>("orders", new byte[10]);

    int endings;
    int lateEndings;

    TestEntry() {
        this(TIMEOUT);
    }

    TestEntry(long deadline) {
        super(deadline);
        submitting(RECORD);
        queued();
    }

    @Override
    protected void ended() {
        endings++;
    }

    @Override
    protected void settledLate(Abandoned ending) {
        lateEndings++;
    }

    @Override
    protected long timeoutNanos() {
        return TIMEOUT;
    }
}
