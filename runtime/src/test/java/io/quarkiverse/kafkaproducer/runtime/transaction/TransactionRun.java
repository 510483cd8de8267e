package io.quarkiverse.kafkaproducer.runtime.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.TransactionException;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;
import io.quarkiverse.kafkaproducer.runtime.failure.ProducerDescription;
import io.quarkiverse.kafkaproducer.runtime.failure.Wait;
import io.quarkiverse.kafkaproducer.runtime.queue.Capacity;
import io.quarkiverse.kafkaproducer.runtime.queue.Client;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientSession;
import io.quarkiverse.kafkaproducer.runtime.queue.ClientSource;
import io.quarkiverse.kafkaproducer.runtime.queue.SendQueue;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.send.Timeouts;
import io.quarkiverse.kafkaproducer.runtime.send.Tracing;
import io.quarkiverse.kafkaproducer.runtime.send.ValueWriting;

/** Transactions one after the other over one transactional id, from a seed, in virtual time. */
final class TransactionRun implements ClientSource {

    private static final long MS = SimulatedTransactionClient.MS;
    /** The longest delay of the caller's answer: one call of the client's may have begun just before the deadline. */
    private static final long LATE = 70 * MS;
    /** The same where there was no time left. */
    private static final long AT_ONCE = 20 * MS;

    private final Random random;
    private final SimulatedThreads threads;
    private final Map<String, Integer> happened;
    private final List<Run> runs = new ArrayList<>();
    private final Set<SendQueue> registered = new HashSet<>();
    private final int most;
    private SimulatedTransactionClient client;
    private ClientSession session;
    private Run running;
    private boolean closed;
    private boolean workersGone;

    TransactionRun(long seed, Map<String, Integer> happened, boolean traced) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.threads = new SimulatedThreads(random, traced);
        this.happened = happened;
        this.most = 1 + random.nextInt(4);
    }

    /** Returns what is wrong, or null. */
    String run() {
        newClient();
        next();
        if (oneIn(8)) {
            threads.after(random.nextInt(1500) * MS, this::close);
        }
        if (oneIn(8)) {
            threads.after(random.nextInt(1500) * MS, () -> {
                if (!closed && client != null) {
                    happened("client discarded");
                    discard(client, new KafkaException("does not answer"));
                }
            });
        }
        if (oneIn(20)) {
            threads.after(random.nextInt(1000) * MS, () -> workersGone = true);
        }
        String failure = threads.run();
        if (failure == null) {
            runs.forEach(Run::checkAtTheEnd);
            if (!closed && !registered.isEmpty()) {
                fail(registered.size() + " queues are still registered");
            }
            failure = threads.run();
        }
        return failure;
    }

    String traced() {
        return threads.traced();
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    void fail(String text) {
        threads.fail(text);
    }

    void happened(String what) {
        happened.merge(what, 1, Integer::sum);
        threads.trace("{}", what);
    }

    // ---- the pool

    private void newClient() {
        client = new SimulatedTransactionClient(this, threads, random);
        session = new ClientSession(client);
    }

    private void next() {
        if (closed || client == null || running != null && !running.over || runs.size() == most) {
            return;
        }
        running = new Run(runs.size());
        runs.add(running);
        running.start();
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public void connect() {
        // it is made anyway
    }

    @Override
    public void discard(Client dead, Throwable reason) {
        SimulatedTransactionClient old = client;
        if (old == null || dead != old) {
            return;
        }
        old.fail(reason);
        client = null;
        threads.after(random.nextInt(200) * MS, () -> {
            old.close(false);
            threads.after(random.nextInt(20) * MS, () -> {
                Run current = running;
                current.queue.clientClosed(old);
                if (current.client == old) {
                    current.queue.abort(Failure.becauseOfAnother(old.failure()));
                }
                threads.after(random.nextInt(200) * MS, () -> {
                    old.supersede();
                    newClient();
                    next();
                });
            });
        });
    }

    @Override
    public void refused(Client refused, Exception reason) {
        discard(refused, reason);
    }

    @Override
    public Wait waitForClient() {
        return Wait.CLIENT;
    }

    private void close() {
        closed = true;
        happened("producer closed");
        if (!running.over) {
            running.wasActiveAtCutOff = running.transaction.state() == Transaction.State.ACTIVE;
            running.cutOff = true;
            running.transaction.cutOff();
        }
        SimulatedTransactionClient last = client;
        client = null;
        workersGone |= oneIn(2);
        if (last != null) {
            threads.after(random.nextInt(100) * MS, () -> {
                last.close(true);
                threads.after(0, () -> running.queue.clientClosed(last));
            });
        }
    }

    // ---- what the client tells

    SimulatedTransactionClient.Logged begun() {
        running.logged = new SimulatedTransactionClient.Logged(running.number);
        return running.logged;
    }

    void commitAsked(int number) {
        runs.get(number).checkCommit();
    }

    /** The state is looked at. */
    void look() {
        if (running != null) {
            running.look();
        }
    }

    // ---- a transaction

    /** A send of a test. */
    private final class Send extends Submission {

        private final Run of;
        private final SimulatedThreads.Actor waiting = threads.current();
        int told;

        private Send(Run of, Origin origin, long timeout) {
            super(origin, threads.time(), timeout);
            this.of = of;
        }

        @Override
        protected void wake() {
            if (++told > 1) {
                fail("a send is told twice");
            }
            of.onItsWay--;
            threads.wake(waiting);
        }

        /** For a send whose value is written elsewhere. */
        private void submitting(int number) {
            submitting(new ProducerRecord<>("orders", String.valueOf(number).getBytes()));
        }
    }

    /** One of them. */
    final class Run implements TransactionOwner {

        private final int number;
        private final long timeout = (20 + random.nextInt(700)) * MS;
        private final long deadline = threads.time() + timeout;
        private final long plainEnd = threads.now() + timeout;
        private final SimulatedTransactionClient client = TransactionRun.this.client;
        private final SendQueue queue;
        private final SendPath plain;
        private final Transaction transaction;
        private SimulatedTransactionClient.Logged logged;
        private Transaction.State state = Transaction.State.ACTIVE;
        private SimulatedThreads.Actor worker;
        /** The slot is free again. */
        private boolean over;
        private int givenBack;
        private boolean cutOff;
        private boolean wasActiveAtCutOff;

        private boolean ended;
        private boolean marked;
        private boolean returned;
        private TransactionException told;
        private int acknowledgedAtCommit;
        private int onItsWay;
        private boolean failedOffsets;
        private final List<Send> sends = new ArrayList<>();

        private Run(int number) {
            this.number = number;
            this.queue = new SendQueue("test", TransactionRun.this, new Capacity(oneIn(4) ? 2 : 1000, 1_000_000), threads,
                    this::wakeBy, session);
            registered.add(queue);
            this.plain = new SendPath(ProducerDescription.of("test"), null, new ValueWriting((topic, headers, value) -> {
                if (oneIn(60)) {
                    throw new SimulatedTransactionClient.SimulatedError();
                }
                return value.toString().getBytes();
            }, null), queue, SendObserver.NONE, Tracing.NONE, Runnable::run,
                    new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(100)));
            this.transaction = new Transaction(this, client, queue, threads, Duration.ofNanos(timeout), deadline, plain,
                    "test");
        }

        private void wakeBy(long time) {
            threads.after(Math.max(0, time - threads.time()), () -> {
                if (registered.contains(queue)) {
                    queue.run();
                }
            });
        }

        private void start() {
            threads.trace("transaction {} begins, with {} ms", number, timeout / MS);
            worker = threads.start("work-" + number, 0, this::body);
            if (oneIn(5)) {
                SimulatedThreads.Actor interrupted = worker;
                threads.after(random.nextLong(timeout + LATE), () -> {
                    if (told == null && !returned) {
                        happened("interrupted");
                        threads.interrupt(interrupted);
                    }
                });
            }
            if (oneIn(3)) {
                // as TransactionSubscription does
                threads.start("deadline-" + number, timeout, () -> end(() -> {
                    happened("reactive deadline");
                    transaction.abort();
                    throw new TransactionException("its work took too long", null, Outcome.NOT_SENT, true);
                }));
            } else if (oneIn(8)) {
                threads.start("cancel-" + number, random.nextLong(timeout), () -> end(() -> {
                    happened("cancelled");
                    transaction.abort();
                    throw new TransactionException("cancelled", null, Outcome.NOT_SENT, false);
                }));
            }
        }

        private void body() {
            try {
                transaction.begin();
            } catch (TransactionException e) {
                ended = true;
                told = e;
                return;
            }
            boolean thrown = false;
            try {
                work();
            } catch (RuntimeException | Error e) {
                threads.trace("the work throws {}", e);
                thrown = true;
            }
            if (thrown) {
                end(() -> {
                    happened("work failed");
                    transaction.abort();
                    throw new TransactionException("its work failed", null, Outcome.NOT_SENT, true);
                });
            } else {
                end(transaction::commit);
            }
        }

        /** Whichever comes first ends it. */
        private void end(Runnable ending) {
            if (ended) {
                return;
            }
            ended = true;
            long mayTake = threads.now() < plainEnd ? plainEnd + LATE : threads.now() + AT_ONCE;
            try {
                ending.run();
                returned = true;
                threads.trace("transaction {} returns, {}", number, transaction.state());
                happened(marked ? "told that it is aborted, as it was marked" : "told that it is committed");
                checkReturned();
            } catch (TransactionException e) {
                threads.trace("transaction {}: {} {} {}", number, e.outcome(), e.retriable(), e.getMessage());
                told = e;
                happened("told " + e.outcome() + (e.retriable() ? ", retriable" : ""));
                checkTold();
            }
            if (threads.now() > mayTake) {
                fail("transaction " + number + " was told " + (threads.now() - mayTake) / MS + " ms too late");
            }
            look();
            if (oneIn(2)) {
                threads.start("late-" + number, random.nextInt(30) * MS, this::sendLate);
            }
        }

        // ---- its work

        private void work() {
            int sends = random.nextInt(6);
            for (int i = 0; i < sends; i++) {
                send(oneIn(3));
            }
            for (int others = random.nextInt(3); others > 0; others--) {
                sendElsewhere();
            }
            if (oneIn(6)) {
                sendOffsets();
            }
            if (oneIn(8)) {
                threads.start("offsets-" + number, random.nextInt(50) * MS, () -> {
                    try {
                        sendOffsets();
                    } catch (IllegalStateException e) {
                        happened("offsets of a transaction that had ended");
                    }
                });
            }
            if (oneIn(10)) {
                threads.sleep(random.nextInt(2) * timeout + random.nextInt(50) * MS);
            }
            if (oneIn(12)) {
                transaction.markForAbort();
                marked = true;
            }
            if (oneIn(15)) {
                throw new SimulatedTransactionClient.SimulatedError();
            }
        }

        private void send(boolean wait) {
            boolean blocks = oneIn(2);
            SendPath path = transaction.path();
            Send send = new Send(this, Origin.send(path, Producer.class),
                    path.timeoutOfCall(Duration.ofMillis(oneIn(8) ? 5 : 5000)));
            sends.add(send);
            onItsWay++;
            boolean taken = false;
            try {
                taken = path.submit(send, "orders", null, number, blocks || wait ? WhenFull.BLOCK : WhenFull.REJECT);
            } catch (IllegalStateException e) {
                sends.remove(send);
                throw e;
            } finally {
                if (!taken) {
                    onItsWay--;
                }
            }
            if (blocks || wait) {
                await(send, path);
            }
        }

        private void await(Send send, SendPath path) {
            while (!send.isEnded()) {
                long left = send.deadlineNanos() - threads.time();
                if (Thread.currentThread().isInterrupted()) {
                    path.interrupt(send);
                } else if (left <= 0) {
                    path.expire(send);
                } else {
                    threads.park(send, left);
                }
            }
        }

        /**
         * Sends from another thread. The send has begun when the work returns, and is encoding for a while; or it comes too
         * late.
         */
        private void sendElsewhere() {
            threads.start("other-" + number, random.nextInt(20) * random.nextInt(20) * MS / 4, () -> {
                try {
                    transaction.enter();
                } catch (IllegalStateException e) {
                    happened("send begun after the end");
                    return;
                }
                happened("send begun elsewhere");
                onItsWay++;
                Send send = new Send(this, Origin.send(transaction.path(), Producer.class), 5000 * MS);
                send.submitting(number);
                sends.add(send);
                threads.sleep(random.nextInt(4) * random.nextInt(oneIn(20) ? 5000 : 100) * MS);
                if (queue.submit(send, oneIn(2) ? WhenFull.REJECT : WhenFull.PARK) != null) {
                    happened("send refused by a transaction that had ended");
                    onItsWay--;
                    transaction.failed(send);
                    transaction.leave();
                }
            });
        }

        private void sendOffsets() {
            try {
                transaction.sendOffsets(Map.of(new TopicPartition("input", number), new OffsetAndMetadata(1)),
                        new ConsumerGroupMetadata("group"));
                happened("offsets sent");
            } catch (TransactionException | IllegalArgumentException e) {
                failedOffsets = true;
                happened("offsets failed, and that was caught");
            }
        }

        private void sendLate() {
            try {
                send(false);
                if (!cutOff) {
                    fail("a send was taken by transaction " + number + ", which had ended");
                }
            } catch (IllegalStateException e) {
                happened("send after the end");
            }
        }

        // ---- its owner

        @Override
        public String transactionalId() {
            return "id";
        }

        @Override
        public Duration transactionTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public void release(SendQueue of) {
            if (!of.isEmpty()) {
                fail("transaction " + number + " gives its slot back, and has records with the client");
            }
            givenBack();
            TransactionRun.this.next();
        }

        @Override
        public void replaceClient(SendQueue of, Throwable reason) {
            happened("client replaced");
            givenBack();
            if (!closed) {
                discard(client, reason);
                TransactionRun.this.next();
            }
        }

        private void givenBack() {
            threads.trace("transaction {} gives its slot back", number);
            if (++givenBack > 1) {
                fail("transaction " + number + " gives its slot back twice");
            }
            registered.remove(queue);
            over = true;
        }

        @Override
        public void execute(Runnable task) {
            if (workersGone) {
                happened("no worker");
                throw new RejectedExecutionException("the application ends");
            }
            threads.start("worker-" + number, random.nextInt(3) * MS, task);
        }

        // ---- checks

        private void look() {
            Transaction.State now = transaction.state();
            boolean legal = now == state || state == Transaction.State.COMMITTING
                    || state == Transaction.State.ACTIVE
                            && (now == Transaction.State.COMMITTING || now == Transaction.State.ABORTED);
            if (!legal) {
                fail("transaction " + number + " went from " + state + " to " + now);
            }
            state = now;
        }

        private void checkCommit() {
            look();
            if (state != Transaction.State.COMMITTING) {
                fail("the commit was asked for in " + state);
            }
            if (marked || failedOffsets || onItsWay > 0) {
                fail("the commit of transaction " + number + " was asked for with " + onItsWay + " sends on their way"
                        + (marked ? ", although it was marked" : "") + (failedOffsets ? ", without its offsets" : ""));
            }
            for (Send send : sends) {
                if (send.metadata() == null) {
                    fail("the commit of transaction " + number + " was asked for without one of its sends");
                }
            }
            acknowledgedAtCommit = sends.size();
        }

        private void checkReturned() {
            boolean committed = logged.ending == SimulatedTransactionClient.Logged.Ending.COMMITTED;
            if (marked ? transaction.state() != Transaction.State.ABORTED
                    : !committed || transaction.state() != Transaction.State.COMMITTED) {
                fail("transaction " + number + " returned, and is " + logged.ending + ", " + transaction.state());
            }
        }

        private void checkTold() {
            Transaction.State expected = told.outcome() == Outcome.UNKNOWN ? Transaction.State.UNKNOWN
                    : Transaction.State.ABORTED;
            if (transaction.state() != expected) {
                fail("transaction " + number + " is " + transaction.state() + ", and told was " + told.outcome());
            }
        }

        private void checkAtTheEnd() {
            if (told == null && !returned) {
                fail("transaction " + number + " was never told");
                return;
            }
            boolean committed = logged != null && logged.ending == SimulatedTransactionClient.Logged.Ending.COMMITTED;
            if (committed && (marked || told != null && told.outcome() == Outcome.NOT_SENT)) {
                fail("transaction " + number + " is committed, and told was " + (marked ? "aborted" : "NOT_SENT"));
            }
            if (told != null && told.outcome() == Outcome.UNKNOWN && told.retriable()) {
                fail("UNKNOWN, and retriable");
            }
            if (givenBack != (wasActiveAtCutOff ? 0 : 1)) {
                fail("transaction " + number + " has given its slot back " + givenBack + " times");
            }
            if (logged != null) {
                if (!logged.records.stream().allMatch(of -> of == number)
                        || !logged.offsets.stream().allMatch(of -> of == number)) {
                    fail("transaction " + number + " has records " + logged.records + ", offsets " + logged.offsets);
                }
                if (returned && !marked && logged.records.size() != acknowledgedAtCommit) {
                    fail("transaction " + number + " has " + logged.records.size() + " of " + acknowledgedAtCommit);
                }
            }
            if (onItsWay != 0 || queue.pendingRecords() != 0 || !queue.isEmpty()) {
                fail("transaction " + number + " leaves " + onItsWay + " sends, " + queue.pendingRecords() + " pending");
            }
        }
    }
}
