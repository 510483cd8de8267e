package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;

/**
 * The outcomes of rows: what is to be written to the table because of them, and the keys and topics that are held back. Used by
 * the relay's thread alone.
 */
final class RowOutcomes {

    private static final int MOST_ERROR_TEXT = 1000;

    private final OutboxTable table;
    private final RelayObserver observer;
    private final boolean park;
    private final HeldKeys held = new HeldKeys();
    private final TopicGates gates = new TopicGates();
    /** The ids of rows that have been acknowledged and not been deleted. */
    private final List<Long> acknowledged = new ArrayList<>();
    private final Deque<Note> notes = new ArrayDeque<>();

    /** A failure that other relays, and people, are told of by the table. */
    private record Note(PendingRow row, HeldKeys.Verdict verdict, String error, boolean parked) {
    }

    /** @param park whether a row that Kafka refuses for good is set aside */
    RowOutcomes(OutboxTable table, RelayObserver observer, boolean park) {
        this.table = table;
        this.observer = observer;
        this.park = park;
    }

    HeldKeys held() {
        return held;
    }

    TopicGates gates() {
        return gates;
    }

    /** Returns whether the topic had been in trouble, and may go on now. */
    boolean acknowledged(RowKey key, PendingRow row) {
        acknowledged.add(row.id());
        observer.published(row);
        held.release(key);
        return gates.acknowledged(key.topicName());
    }

    void failed(PendingRow row, SendException failure) {
        failed(row, text(failure), isRefused(failure));
    }

    /** @param refused whether it is known that Kafka will not have it */
    void failed(PendingRow row, String error, boolean refused) {
        long now = System.nanoTime();
        HeldKeys.Verdict verdict = held.failed(row, now);
        gates.inTrouble(row.rowKey().topicName(), now);
        if (verdict.isToBeNoted()) {
            String text = KnownSecrets.hide(error);
            notes.add(new Note(row, verdict,
                    text.length() > MOST_ERROR_TEXT ? text.substring(0, MOST_ERROR_TEXT) : text, park && refused));
        }
    }

    static boolean isRefused(SendException failure) {
        return failure instanceof SendRejectedException && failure.outcome() == Outcome.NOT_SENT && !failure.retriable();
    }

    static String text(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /** Returns whether something is to be written. */
    boolean areUnwritten() {
        return hasUndeleted() || !notes.isEmpty();
    }

    /** Returns whether rows are still there that have been acknowledged. */
    boolean hasUndeleted() {
        return !acknowledged.isEmpty();
    }

    int undeleted() {
        return acknowledged.size();
    }

    /** Returns whether a row has been set aside, so that its key may go on. */
    boolean write(Connection connection) throws SQLException {
        if (!acknowledged.isEmpty()) {
            table.delete(connection, acknowledged);
            acknowledged.clear();
        }
        boolean parked = false;
        while (!notes.isEmpty()) {
            Note note = notes.peek();
            write(connection, note);
            notes.poll();
            parked |= note.parked();
        }
        return parked;
    }

    private void write(Connection connection, Note note) throws SQLException {
        PendingRow row = note.row();
        if (note.parked()) {
            table.parked(connection, row.id(), note.error());
            held.release(row.rowKey());
        } else {
            table.failed(connection, row.id(), TimeUnit.NANOSECONDS.toMillis(note.verdict().waitNanos()), note.error());
        }
        if (note.verdict().attempts() == 2 || note.parked()) {
            observer.blocked(row, note.error(), note.parked());
        }
    }

    /** Forgets what has changed in the table meanwhile. */
    void refresh(Connection connection, long now) throws SQLException {
        held.forgetOld(now);
        List<Long> noted = held.notedRows(now);
        if (!noted.isEmpty()) {
            held.keepNoted(table.stillHeld(connection, noted), now);
        }
    }

    /** Returns when something that is held back may be tried, in nanoseconds from now. */
    long nextIn(long now) {
        return Math.min(held.nextIn(now), gates.nextIn(now));
    }
}
