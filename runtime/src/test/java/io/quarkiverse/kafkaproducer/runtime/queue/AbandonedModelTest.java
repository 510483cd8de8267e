package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/** Has Lincheck settle an abandoned entry in the orders in which the steps of a few threads can come. */
class AbandonedModelTest {

    private static final int THREADS = 2;
    private static final RecordMetadata METADATA = new RecordMetadata(new TopicPartition("orders", 0), 0, 0, 0, 0, 0);
    private static final Failure UNKNOWN = Failure.timeout(1, Wait.ACKNOWLEDGMENT, Outcome.UNKNOWN);

    @Test
    void theFirstAnswerCountsAndEachListenerIsToldOnce() {
        new ModelCheckingOptions().iterations(8).invocationsPerIteration(50).threads(THREADS).actorsPerThread(2)
                .actorsBefore(0).actorsAfter(1).sequentialSpecification(Answer.class).check(Listened.class);
    }

    public static class Listened {

        private final Abandoned abandoned = new Abandoned(UNKNOWN);
        private final int[] listening = new int[THREADS + 2];
        /** Counts the calls of each thread's listeners. */
        private final AtomicInteger[] told = Stream.generate(AtomicInteger::new).limit(THREADS + 2)
                .toArray(AtomicInteger[]::new);
        private boolean toldWrong;

        @Operation
        public boolean acknowledge() {
            return abandoned.settle(METADATA);
        }

        @Operation
        public boolean refuse() {
            return abandoned.settle(UNKNOWN);
        }

        @Operation
        public void listen(@Param(gen = ThreadIdGen.class) int thread) {
            listening[thread]++;
            boolean[] once = new boolean[1];
            abandoned.whenSettled(settled -> {
                toldWrong |= !settled.isSettled() || once[0];
                once[0] = true;
                told[thread].incrementAndGet();
            });
        }

        @Operation
        public String answer() {
            return abandoned.metadata() != null ? "acknowledged" : abandoned.lastFailure() != null ? "refused" : null;
        }

        @Validate
        public void eachListenerIsToldOnceAndNotBefore() {
            for (int thread = 0; thread < told.length; thread++) {
                if (toldWrong || told[thread].get() != (abandoned.isSettled() ? listening[thread] : 0)) {
                    throw new IllegalStateException("told " + told[thread] + " of " + listening[thread]);
                }
            }
        }
    }

    public static class Answer {

        private String answer;

        private boolean settle(String with) {
            if (answer != null) {
                return false;
            }
            answer = with;
            return true;
        }

        public boolean acknowledge() {
            return settle("acknowledged");
        }

        public boolean refuse() {
            return settle("refused");
        }

        public void listen(int thread) {
            // seen by the listeners only
        }

        public String answer() {
            return answer;
        }
    }
}
