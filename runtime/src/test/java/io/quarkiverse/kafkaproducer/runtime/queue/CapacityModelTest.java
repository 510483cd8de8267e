package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.stream.IntStream;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Has Lincheck compare the capacity with two plain counts, in the orders in which the steps of a few threads can come. */
class CapacityModelTest {

    private static final int THREADS = 2;
    private static final int ACTORS = 3;
    private static final int MOST_RECORDS = 2;
    private static final int MOST_BYTES = 5;

    @Test
    void roomIsTakenWholeOrNotAtAllAndNeverBeyondItsBounds() {
        new ModelCheckingOptions().iterations(12).invocationsPerIteration(120).threads(THREADS).actorsPerThread(ACTORS)
                .actorsBefore(1).actorsAfter(1).sequentialSpecification(PlainCounts.class).check(Shared.class);
    }

    public static class Shared {

        private final Capacity capacity = new Capacity(MOST_RECORDS, MOST_BYTES);
        private final Sizes sizes = new Sizes();

        @Operation
        public boolean take(@Param(gen = ThreadIdGen.class) int thread,
                @Param(gen = IntGen.class, conf = "1:4") int size) {
            return capacity.take(size) && sizes.add(thread, size);
        }

        /** Returns whether nothing is taken any more; null if the thread has nothing to give back. */
        @Operation
        public Boolean giveBack(@Param(gen = ThreadIdGen.class) int thread) {
            int size = sizes.poll(thread);
            return size == 0 ? null : (Boolean) capacity.giveBack(size);
        }

        @Operation
        public String look() {
            return capacity.toString();
        }

        @Operation
        public boolean isEmpty() {
            return capacity.isEmpty();
        }

        @Validate
        public void itHoldsWhatWasTaken() {
            if (capacity.records() != sizes.count() || capacity.bytes() != sizes.sum()) {
                throw new IllegalStateException(capacity + ", where " + sizes.count() + " and " + sizes.sum() + " were taken");
            }
        }
    }

    public static class PlainCounts {

        private final Sizes sizes = new Sizes();

        public boolean take(int thread, int size) {
            return sizes.count() < MOST_RECORDS && sizes.sum() + size <= MOST_BYTES && sizes.add(thread, size);
        }

        public Boolean giveBack(int thread) {
            return sizes.poll(thread) == 0 ? null : (Boolean) (sizes.count() == 0);
        }

        public String look() {
            return sizes.count() + " of " + MOST_RECORDS + " records, " + sizes.sum() + " of " + MOST_BYTES + " bytes";
        }

        public boolean isEmpty() {
            return sizes.count() == 0;
        }
    }

    /** The sizes of what each thread has taken. */
    private static final class Sizes {

        private final int[][] byThread = new int[THREADS + 2][ACTORS + 2];
        private final int[] counts = new int[THREADS + 2];

        private boolean add(int thread, int size) {
            byThread[thread][counts[thread]++] = size;
            return true;
        }

        /** Returns 0 if there is none. */
        private int poll(int thread) {
            return counts[thread] == 0 ? 0 : byThread[thread][--counts[thread]];
        }

        private int count() {
            return IntStream.of(counts).sum();
        }

        private int sum() {
            int sum = 0;
            for (int thread = 0; thread < counts.length; thread++) {
                sum += IntStream.of(byThread[thread]).limit(counts[thread]).sum();
            }
            return sum;
        }
    }
}
