package io.quarkiverse.kafkaproducer.runtime.queue;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/**
 * Has Lincheck compare an entry's state with a drawing of it, in the orders in which the steps of a few threads can come. So of
 * those that race for a change one makes it, and each of the others learns that it did not.
 */
class EntryModelTest {

    private static final RecordMetadata METADATA = new RecordMetadata(new TopicPartition("orders", 0), 0, 0, 0, 0, 0);
    private static final Failure NOT_SENT = Failure.timeout(1, Wait.CLIENT, Outcome.NOT_SENT);
    private static final Failure UNKNOWN = Failure.timeout(1, Wait.ACKNOWLEDGMENT, Outcome.UNKNOWN);
    private static final Failure REFUSED = Failure.notSent(new IllegalStateException("a test's"));

    /** The queue that a failed {@link Entry#take()} tells; nothing comes of it here. Shared, as it costs more than the rest. */
    private static final TopicQueue QUEUE = new TopicQueue(
            new SendQueue("model", null, new Capacity(1, 1), () -> 0, time -> {
            }), "orders");
    private static final TopicView VIEW = new TopicView(new TopicState(new ClientSession(null), "orders"), TopicMetadata.of(1),
            0, 0);

    @Test
    void oneThatWaitsForRoomEndsOnce() {
        check(Parked.class, DrawnParked.class);
    }

    @Test
    void oneThatWaitsForTheClientEndsOnce() {
        check(Queued.class, DrawnQueued.class);
    }

    @Test
    void oneThatTheClientHasEndsOnceAndIsSettledOnce() {
        check(InFlight.class, DrawnInFlight.class);
    }

    private static void check(Class<?> shared, Class<?> drawn) {
        new ModelCheckingOptions().iterations(20).invocationsPerIteration(25).threads(2).actorsPerThread(2)
                .actorsBefore(0).actorsAfter(1).sequentialSpecification(drawn).check(shared);
    }

    /** The operations of a queue's threads on an entry. Each returns its result. */
    public abstract static class Shared {

        private final TestEntry entry = new TestEntry();

        Shared(Object state) {
            entry.queue = QUEUE;
            entry.view = VIEW;
            entry.move(Entry.QUEUED, state);
        }

        @Operation
        public boolean letIn() {
            return entry.move(Entry.PARKED, Entry.QUEUED);
        }

        @Operation
        public boolean take() {
            return entry.take() != null;
        }

        @Operation
        public Outcome giveUp() {
            while (true) {
                Object state = entry.state();
                if (state == Entry.IN_FLIGHT) {
                    if (entry.abandon(UNKNOWN)) {
                        return Outcome.UNKNOWN;
                    }
                } else if (entry.isEnded()) {
                    return null;
                } else if (entry.end(state, NOT_SENT)) {
                    return Outcome.NOT_SENT;
                }
            }
        }

        @Operation
        public String acknowledge() {
            return answer(METADATA);
        }

        @Operation
        public String refuse() {
            return answer(REFUSED);
        }

        private String answer(Object ending) {
            if (entry.end(Entry.IN_FLIGHT, ending)) {
                return "in time";
            }
            Abandoned abandoned = entry.abandoned();
            return abandoned != null && entry.settle(abandoned, ending) ? "late" : null;
        }

        @Operation
        public boolean giveBack() {
            return entry.move(Entry.IN_FLIGHT, Entry.RETURNED);
        }

        @Operation
        public boolean sendAgain() {
            return entry.move(Entry.RETURNED, Entry.QUEUED);
        }

        @Operation
        public boolean isWithClient() {
            return entry.isWithClient();
        }

        @Operation
        public String ending() {
            RecordMetadata metadata = entry.metadata();
            return metadata != null ? "acknowledged" : entry.failure() == null ? null : entry.failure().outcome().name();
        }

        @Validate
        public void theRecordIsKeptAsLongAsItIsNeeded() {
            boolean needed = !entry.isEnded() || entry.isWithClient();
            if (needed != (entry.record() != null)) {
                throw new IllegalStateException(entry.state() + ": " + entry.record());
            }
        }
    }

    public static class Parked extends Shared {
        public Parked() {
            super(Entry.PARKED);
        }
    }

    public static class Queued extends Shared {
        public Queued() {
            super(Entry.QUEUED);
        }
    }

    public static class InFlight extends Shared {
        public InFlight() {
            super(Entry.IN_FLIGHT);
        }
    }

    private enum State {
        PARKED,
        QUEUED,
        IN_FLIGHT,
        RETURNED,
        ACKNOWLEDGED,
        FAILED,
        ABANDONED,
        SETTLED
    }

    /** The drawing in the comment of {@link Entry}. */
    public abstract static class Drawn {

        private State state;

        Drawn(State state) {
            this.state = state;
        }

        private boolean move(State from, State to) {
            if (state != from) {
                return false;
            }
            state = to;
            return true;
        }

        public boolean letIn() {
            return move(State.PARKED, State.QUEUED);
        }

        public boolean take() {
            return move(State.QUEUED, State.IN_FLIGHT);
        }

        public Outcome giveUp() {
            if (move(State.IN_FLIGHT, State.ABANDONED)) {
                return Outcome.UNKNOWN;
            }
            return move(State.PARKED, State.FAILED) || move(State.QUEUED, State.FAILED) || move(State.RETURNED, State.FAILED)
                    ? Outcome.NOT_SENT
                    : null;
        }

        public String acknowledge() {
            return move(State.IN_FLIGHT, State.ACKNOWLEDGED) ? "in time"
                    : move(State.ABANDONED, State.SETTLED) ? "late" : null;
        }

        public String refuse() {
            return move(State.IN_FLIGHT, State.FAILED) ? "in time" : move(State.ABANDONED, State.SETTLED) ? "late" : null;
        }

        public boolean giveBack() {
            return move(State.IN_FLIGHT, State.RETURNED);
        }

        public boolean sendAgain() {
            return move(State.RETURNED, State.QUEUED);
        }

        public boolean isWithClient() {
            return state == State.IN_FLIGHT || state == State.ABANDONED;
        }

        public String ending() {
            return switch (state) {
                case ACKNOWLEDGED -> "acknowledged";
                case FAILED -> "NOT_SENT";
                case ABANDONED, SETTLED -> "UNKNOWN";
                default -> null;
            };
        }
    }

    public static class DrawnParked extends Drawn {
        public DrawnParked() {
            super(State.PARKED);
        }
    }

    public static class DrawnQueued extends Drawn {
        public DrawnQueued() {
            super(State.QUEUED);
        }
    }

    public static class DrawnInFlight extends Drawn {
        public DrawnInFlight() {
            super(State.IN_FLIGHT);
        }
    }
}
