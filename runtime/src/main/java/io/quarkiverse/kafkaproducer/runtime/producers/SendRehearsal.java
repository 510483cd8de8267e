package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.client.RehearsedClient;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.encode.ValueEncoder;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingTopicProducer;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;

/**
 * A send without brokers, by the code of all sends, so that the first real one finds the classes loaded and need not wait for
 * them. It reaches no broker and leaves no footprint, no metric and no span.
 */
final class SendRehearsal implements Rehearsal {

    private static final Logger LOG = Logger.getLogger(SendRehearsal.class);

    private static final String TOPIC = "rehearsal";
    private static final String KEY = "rehearsal";
    private static final byte[] VALUE = { '{', '}' };

    /** Values are bytes already: what writes those of the application is prepared by their types. */
    private static final ValueEncoder BYTES = new ValueEncoder() {
        @Override
        public byte[] encode(String topic, Headers headers, Object value) {
            return (byte[]) value;
        }

        @Override
        public boolean addsHeaders() {
            return false;
        }
    };

    private final SendObserver observer;
    private final Executor worker;
    private final AtomicBoolean held = new AtomicBoolean();

    /** @param observer one that leaves nothing */
    SendRehearsal(SendObserver observer, Executor worker) {
        this.observer = observer;
        this.worker = worker;
    }

    /** Holds it the first time that it is called. */
    @Override
    public void hold(ProducerSettings settings) {
        if (held.getAndSet(true)) {
            return;
        }
        try (ProducerRuntime rehearsing = new ProducerRuntime(settings, properties -> callbacks -> new RehearsedClient(), BYTES,
                observer, worker)) {
            new BlockingTopicProducer<byte[]>(TOPIC, rehearsing.path()).send(VALUE, KEY);
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("The first send will take longer, as the rehearsal failed", e);
        }
    }
}
