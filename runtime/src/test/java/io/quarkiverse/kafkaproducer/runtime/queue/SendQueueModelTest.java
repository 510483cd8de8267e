package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/**
 * Has Lincheck run a small queue in the orders in which the steps of senders, those who give up, and the client's callbacks can
 * come. It has room for one record, so that others wait for it.
 */
class SendQueueModelTest {

    private static final RecordMetadata METADATA = new RecordMetadata(new TopicPartition("orders", 0), 0, 0, 0, 0, 0);
    private static final KafkaException FOR_ANOTHER = new KafkaException(
            "Failed to append record because it was part of a batch which had one more more invalid records");

    @Test
    void eachRecordEndsOnceAndGivesItsRoomBackOnce() {
        new ModelCheckingOptions().iterations(5).invocationsPerIteration(12).threads(2).actorsPerThread(3)
                .actorsBefore(1).actorsAfter(0).check(Small.class);
    }

    public static class Small implements ClientSource {

        private final TestClient client = new TestClient() {
            @Override
            public void send(Entry entry) {
                given.add((TestEntry) entry);
            }
        };
        private final ConcurrentLinkedQueue<TestEntry> submitted = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<TestEntry> given = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<TestEntry> taken = new ConcurrentLinkedQueue<>();
        private volatile boolean wakeUp;
        private final Capacity capacity = new Capacity(1, 10_000);
        private final SendQueue queue = new SendQueue("model", this, capacity, () -> 0, this::wakeBy);

        /** The look at the client once a second must not be needed. */
        private void wakeBy(long time) {
            if (time < TopicState.TRUSTED) {
                wakeUp = true;
            }
        }

        @Operation
        public void submit() {
            TestEntry entry = new TestEntry();
            queue.submit(entry, WhenFull.BLOCK);
            submitted.add(entry);
        }

        @Operation
        public void giveUp() {
            TestEntry entry = submitted.peek();
            if (entry != null) {
                queue.giveUp(entry, (wait, outcome) -> Failure.timeout(TestEntry.TIMEOUT, wait, outcome));
            }
        }

        /** The client's work, on a thread of its own. */
        @Operation(nonParallelGroup = "client")
        public void take() {
            TestEntry entry = given.poll();
            if (entry != null && entry.take() != null) {
                entry.handedOver();
                taken.add(entry);
            }
        }

        @Operation
        public void acknowledge() {
            TestEntry entry = taken.poll();
            if (entry != null) {
                entry.onCompletion(METADATA, null);
                // some errors are told twice
                entry.onCompletion(null, new IllegalStateException("a test's"));
            }
        }

        @Operation
        public void refuseForAnother() {
            TestEntry entry = taken.poll();
            if (entry != null) {
                entry.onCompletion(null, FOR_ANOTHER);
            }
        }

        /** The work of the queue's thread. */
        @Operation
        public void run() {
            if (wakeUp) {
                wakeUp = false;
                queue.run();
            }
        }

        @Validate
        public void nothingIsLeft() {
            while (!given.isEmpty() || !taken.isEmpty() || wakeUp) {
                run();
                take();
                acknowledge();
            }
            for (TestEntry entry : submitted) {
                boolean late = entry.abandoned() != null;
                if (entry.endings != 1 || entry.lateEndings != (late ? 1 : 0)) {
                    throw new IllegalStateException(entry.state() + ": ended " + entry.endings + " times, late "
                            + entry.lateEndings);
                }
            }
            if (!queue.isEmpty() || !capacity.isEmpty() || queue.session() != null && queue.session().inFlight() != 0) {
                throw new IllegalStateException(queue.parked() + " wait for room, " + capacity);
            }
        }

        @Override
        public Client client() {
            return client;
        }

        @Override
        public void connect() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void discard(Client failed, Throwable reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refused(Client refused, Exception reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Wait waitForClient() {
            return Wait.CLIENT;
        }
    }
}
