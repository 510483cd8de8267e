package io.quarkiverse.kafkaproducer.runtime.send;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.BlockingOperationNotAllowedException;

/** The face for callers that wait. */
public class BlockingProducer implements Producer {

    private static final String SEND = Producer.class.getName() + ".send";

    private final SendPath path;

    public BlockingProducer(SendPath path) {
        this.path = path;
    }

    @Override
    public RecordMetadata send(String topic, Object value) {
        return send(topic, value, (Object) null, path.defaultTimeout());
    }

    @Override
    public RecordMetadata send(String topic, Object value, Duration timeout) {
        return send(topic, value, (Object) null, timeout);
    }

    @Override
    public RecordMetadata send(String topic, Object value, String key) {
        return send(topic, value, (Object) key, path.defaultTimeout());
    }

    @Override
    public RecordMetadata send(String topic, Object value, String key, Duration timeout) {
        return send(topic, value, (Object) key, timeout);
    }

    @Override
    public RecordMetadata send(String topic, Object value, byte[] key) {
        return send(topic, value, (Object) key, path.defaultTimeout());
    }

    @Override
    public RecordMetadata send(String topic, Object value, byte[] key, Duration timeout) {
        return send(topic, value, (Object) key, timeout);
    }

    private RecordMetadata send(String topic, Object value, Object key, Duration timeout) {
        refuseEventLoop();
        Thread caller = Thread.currentThread();
        Submission submission = path.prepare(SEND, topic, null, null, key, value, null, timeout,
                ended -> LockSupport.unpark(caller));
        path.queue().submitAndWaitForRoom(submission);
        await(submission);
        return path.result(submission);
    }

    /** Parks; nothing is held meanwhile, so that a virtual thread leaves its carrier. */
    private void await(Submission submission) {
        boolean interrupted = false;
        while (!submission.isEnded()) {
            long left = submission.deadlineNanos() - System.nanoTime();
            if (left <= 0) {
                path.queue().expire(submission);
            } else if (Thread.interrupted()) {
                interrupted = true;
                path.queue().interrupt(submission);
            } else {
                LockSupport.parkNanos(submission, left);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuseEventLoop() {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            throw new BlockingOperationNotAllowedException("A blocking send was called on an event loop thread, '"
                    + Thread.currentThread().getName() + "'. Use ReactiveProducer there, or run the method on a worker or a "
                    + "virtual thread, by @Blocking or @RunOnVirtualThread.");
        }
    }
}
