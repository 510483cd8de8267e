package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendResult;
import io.quarkiverse.kafkaproducer.runtime.queue.WhenFull;
import io.quarkiverse.kafkaproducer.runtime.send.Origin;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.ContextSupport;

/**
 * Sends the records of a stream and passes on how each ended, in the order in which they end. At most {@link #WINDOW} are on
 * their way; upstream is asked for more as downstream takes results.
 * <p>
 * Results are passed on by one thread at a time: whoever raises {@code work} from 0 has the completion executor drain them.
 */
final class SendStream implements Flow.Subscriber<ProducerRecord<?, ?>>, Flow.Subscription, ContextSupport, Runnable {

    /** Enough to keep a connection busy while results are taken; more only cost memory. */
    static final int WINDOW = 2048;
    /** Upstream is asked for so many at a time. */
    private static final int REFILL = 256;

    private final SendPath path;
    private final Origin origin;
    private final Executor completion;
    private final Flow.Subscriber<? super SendResult> downstream;
    private final List<Item> live = new ArrayList<>();
    private final Queue<Item> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private volatile Flow.Subscription upstream;
    private volatile boolean upstreamEnded;
    private volatile boolean cancelled;
    private volatile Throwable failure;

    // ---- of the thread that drains

    private int passedOn;
    private boolean finished;

    private final class Item extends Submission {

        private final ProducerRecord<?, ?> record;
        /** The failure that stopped it before it was sent; null if there is none. */
        private RuntimeException illegal;

        private Item(ProducerRecord<?, ?> record, long timeout) {
            super(origin, timeout);
            this.record = record;
        }

        @Override
        protected void wake() {
            ended.add(this);
            drain();
        }

        private SendResult result() {
            return illegal == null ? path.sendResult(record, this)
                    : new SendResult(record, null, new SendRejectedException(path.name(), record.topic(),
                            illegal.getMessage(), illegal, Outcome.NOT_SENT, false, false, null));
        }
    }

    SendStream(Origin origin, Executor completion, Flow.Subscriber<? super SendResult> downstream) {
        this.path = origin.path();
        this.origin = origin;
        this.completion = completion;
        this.downstream = downstream;
    }

    @Override
    public Context context() {
        return downstream instanceof ContextSupport support ? support.context() : Context.empty();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        downstream.onSubscribe(this);
        subscription.request(WINDOW);
    }

    @Override
    public void onNext(ProducerRecord<?, ?> record) {
        onTheirWay.incrementAndGet();
        Item item = null;
        boolean taken = false;
        try {
            item = new Item(record, path.timeoutOfCall(path.defaultTimeout()));
            taken = path.submit(item, record, WhenFull.PARK);
            if (taken) {
                remember(item);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            item.illegal = e;
        } finally {
            if (!taken && item != null) {
                item.wake();
            }
        }
    }

    /** Keeps an item, so that it can be cancelled. Items that have ended are swept out when they are many. */
    private void remember(Item item) {
        synchronized (live) {
            if (live.size() >= 2 * WINDOW) {
                live.removeIf(Submission::isEnded);
            }
            live.add(item);
        }
        if (cancelled) {
            path.cancel(item);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        upstreamEnded = true;
        drain();
    }

    @Override
    public void onComplete() {
        upstreamEnded = true;
        drain();
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            upstream.cancel();
            failure = Subscriptions.getInvalidRequestException();
            upstreamEnded = true;
        } else {
            Subscriptions.add(requested, count);
        }
        drain();
    }

    @Override
    public void cancel() {
        cancelled = true;
        upstream.cancel();
        List<Item> left;
        synchronized (live) {
            left = List.copyOf(live);
        }
        left.forEach(path::cancel);
        // those that ended before nobody may have asked for
        drain();
    }

    private void drain() {
        if (work.getAndIncrement() == 0) {
            completion.execute(this);
        }
    }

    @Override
    public void run() {
        int seen = work.get();
        do {
            passOn();
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void passOn() {
        long most = requested.get();
        long now = 0;
        while (now < most || cancelled) {
            Item next = ended.poll();
            if (next == null) {
                break;
            }
            // its footprint is left also where nobody takes the result any more
            SendResult result = next.result();
            onTheirWay.decrementAndGet();
            now++;
            if (cancelled) {
                continue;
            }
            downstream.onNext(result);
            if (++passedOn == REFILL) {
                passedOn = 0;
                upstream.request(REFILL);
            }
        }
        if (now > 0 && most != Long.MAX_VALUE) {
            requested.addAndGet(-now);
        }
        if (upstreamEnded && onTheirWay.get() == 0 && !finished && !cancelled) {
            finished = true;
            if (failure == null) {
                downstream.onComplete();
            } else {
                downstream.onError(failure);
            }
        }
    }
}
