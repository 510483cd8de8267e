package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Has Lincheck run the mailbox in the orders in which the steps of a few threads can come, up to a number of them. */
class MailboxModelTest {

    private static final int THREADS = 2;

    @Test
    void whateverIsPutBeforeAClaimIsTakenOnceByOneOwnerAtATime() {
        new ModelCheckingOptions().iterations(5).invocationsPerIteration(250).threads(THREADS).actorsPerThread(2)
                .actorsBefore(0).actorsAfter(0).check(Drained.class);
    }

    @Test
    void entriesAreTakenInTheOrderOfTheirPuts() {
        new ModelCheckingOptions().iterations(10).invocationsPerIteration(60).threads(THREADS).actorsPerThread(3)
                .actorsBefore(1).actorsAfter(1).sequentialSpecification(Fifo.class).check(Taken.class);
    }

    /** Has no record: the mailbox does not look. */
    private static final class Numbered extends Entry {

        private final int number;

        private Numbered(int number) {
            super(0);
            this.number = number;
        }

        @Override
        protected void ended() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void settledLate(Abandoned ending) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected long timeoutNanos() {
            throw new UnsupportedOperationException();
        }
    }

    /** Threads that put an entry and drain the mailbox if nobody else does. */
    public static class Drained {

        private final Mailbox mailbox = new Mailbox();
        /** Counts the entries that each thread has put. */
        private final int[] put = new int[THREADS + 1];
        /** Counts the entries of each thread that have been taken. The owner's, and no memory barrier but the mailbox's own. */
        private final int[] taken = new int[THREADS + 1];
        private String fault;
        private volatile boolean owned;

        @Operation
        public void putAndDrain(@Param(gen = ThreadIdGen.class) int thread) {
            mailbox.put(new Numbered(thread * 100 + put[thread]++));
            drain();
        }

        @Operation
        public void drain() {
            if (!mailbox.claim()) {
                return;
            }
            int seen;
            do {
                if (owned) {
                    fault = "two owners";
                }
                owned = true;
                seen = mailbox.seen();
                for (Entry entry = mailbox.takeAll(); entry != null; entry = entry.next) {
                    int number = ((Numbered) entry).number;
                    if (number % 100 != taken[number / 100]++) {
                        fault = "out of order, or twice: " + number;
                    }
                }
                owned = false;
            } while (!mailbox.release(seen));
        }

        @Validate
        public void nothingIsLeftBehind() {
            for (int thread = 0; thread < put.length; thread++) {
                if (taken[thread] != put[thread]) {
                    fault = taken[thread] + " of " + put[thread] + " were taken";
                }
            }
            if (!mailbox.isEmpty() || mailbox.seen() != 0 || fault != null) {
                throw new IllegalStateException(mailbox.seen() + " left to be seen to; " + fault);
            }
        }
    }

    /** Threads that put, and one that takes. */
    public static class Taken {

        private final Mailbox mailbox = new Mailbox();

        @Operation
        public void put(@Param(gen = IntGen.class) int number) {
            mailbox.put(new Numbered(number));
        }

        @Operation(nonParallelGroup = "owner")
        public List<Integer> takeAll() {
            List<Integer> taken = new ArrayList<>();
            for (Entry entry = mailbox.takeAll(); entry != null; entry = entry.next) {
                taken.add(((Numbered) entry).number);
            }
            return taken;
        }

        @Operation
        public boolean isEmpty() {
            return mailbox.isEmpty();
        }
    }

    /** The sequential model of a mailbox. */
    public static class Fifo {

        private final Queue<Integer> entries = new ArrayDeque<>();

        public void put(int number) {
            entries.add(number);
        }

        public List<Integer> takeAll() {
            List<Integer> taken = new ArrayList<>(entries);
            entries.clear();
            return taken;
        }

        public boolean isEmpty() {
            return entries.isEmpty();
        }
    }
}
