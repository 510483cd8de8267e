package io.quarkiverse.kafkaproducer.runtime.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Takes entries from any thread, for one owner at a time.
 * <p>
 * Entries are a stack, linked through themselves, which the owner takes whole and turns round. {@code work} counts what has
 * been asked for: whoever raises it from 0 is the owner, until it has taken away again all that it has seen. So nothing that
 * is put before {@link #claim} is missed, and no thread waits for another.
 */
final class Mailbox {

    private static final VarHandle LAST;
    private static final VarHandle WORK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LAST = lookup.findVarHandle(Mailbox.class, "last", Entry.class);
            WORK = lookup.findVarHandle(Mailbox.class, "work", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Entry last;
    private volatile int work;

    /** Returns how many entries are waiting now, at most {@link Byte#MAX_VALUE}; it may be less exact while it is emptied. */
    int put(Entry entry) {
        Entry before;
        do {
            before = last;
            entry.next = before;
            entry.depth = before == null ? 1 : (byte) Math.min(before.depth + 1, Byte.MAX_VALUE);
        } while (!LAST.weakCompareAndSet(this, before, entry));
        return entry.depth;
    }

    boolean isEmpty() {
        return last == null;
    }

    /** Takes all entries, in the order in which they were put, linked by {@link Entry#next}. The owner's. */
    Entry takeAll() {
        if (last == null) {
            return null;
        }
        Entry newest = (Entry) LAST.getAndSet(this, null);
        Entry oldest = null;
        while (newest != null) {
            Entry older = newest.next;
            newest.next = oldest;
            oldest = newest;
            newest = older;
        }
        return oldest;
    }

    /** Asks for work to be done. Returns whether the caller is the owner now, and has to do it. */
    boolean claim() {
        return (int) WORK.getAndAdd(this, 1) == 0;
    }

    /** Becomes the owner if there is none and nothing has been asked for. Returns whether it has. */
    boolean claimAtRest() {
        return WORK.compareAndSet(this, 0, 1);
    }

    /** Returns what has been asked for so far, to be seen to before {@link #release}. The owner's. */
    int seen() {
        return work;
    }

    /** Gives the ownership back. Returns false if more was asked for meanwhile: the caller still has it. */
    boolean release(int seen) {
        return (int) WORK.getAndAdd(this, -seen) == seen;
    }
}
