package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/**
 * The client of a queue, and those that it has replaced until they are closed. What happens to them is noted by any thread,
 * and seen to by the owner.
 */
final class ClientSessions {

    private final SendQueue queue;
    private final TopicQueues topics;
    /** False where the client is used by one queue after the other. */
    private final boolean ownClient;
    /** The sessions of clients that have been replaced, until they are closed. */
    private final List<ClientSession> former = new ArrayList<>();
    /** Counts how often metadata have come. */
    private int metadataVersion;

    // ---- told by other threads

    private volatile ClientSession current;
    private volatile boolean metadataArrived;
    private volatile ClientCreationException creationFailure;
    private final Queue<Client> closedClients = new ConcurrentLinkedQueue<>();
    private volatile boolean noMoreClients;

    ClientSessions(SendQueue queue, TopicQueues topics, ClientSession session) {
        this.queue = queue;
        this.topics = topics;
        this.current = session;
        this.ownClient = session == null;
    }

    /** Returns null while there is no client. Safe for any thread, as is what follows. */
    ClientSession current() {
        return current;
    }

    void metadataArrived() {
        metadataArrived = true;
    }

    void clientFailed(ClientCreationException failure) {
        creationFailure = failure;
    }

    void clientClosed(Client client) {
        closedClients.add(client);
    }

    /** Called when all clients are closed. */
    void noMoreClients() {
        noMoreClients = true;
    }

    // ---- the owner's

    /** Returns whether the client is this queue's own, and not that of a transaction. */
    boolean isOwnClient() {
        return ownClient;
    }

    int former() {
        return former.size();
    }

    int metadataVersion() {
        return metadataVersion;
    }

    boolean nothingInFlight() {
        ClientSession session = current;
        return session == null || session.inFlight() == 0;
    }

    /** Lets go of a client that is used by one queue after the other: it does not touch it any more. */
    void detach() {
        current = null;
    }

    /** Handles what has happened to clients. */
    void see(long now) {
        Client client = queue.source().client();
        seeReplaced(client, now);
        seeClosed();
        ClientCreationException failure = creationFailure;
        if (failure != null) {
            creationFailure = null;
            if (client == null) {
                topics.drainTo(entry -> queue.endUnsent(entry, Failure.noClient(failure)));
            }
        }
        ClientSession session = current;
        if (metadataArrived) {
            metadataArrived = false;
            metadataVersion++;
            if (session != null) {
                session.forgetMetadata();
            }
            topics.unblockAll();
        }
        if (session != null) {
            Exception broken = session.inFlight() > 0 ? session.diagnose(now) : null;
            if (broken instanceof AuthenticationException) {
                queue.source().refused(client, broken);
            } else if (broken != null) {
                queue.source().discard(client, broken);
            }
            session.dropEnded();
        }
    }

    private void seeReplaced(Client client, long now) {
        ClientSession session = current;
        if (session == null ? client == null || !ownClient : session.client() == client) {
            return;
        }
        if (session != null) {
            session.replaced(now);
            former.add(session);
        }
        current = client == null || !ownClient ? null : new ClientSession(client);
        topics.releaseHeld();
    }

    private void seeClosed() {
        for (Client closed = closedClients.poll(); closed != null; closed = closedClients.poll()) {
            Client one = closed;
            former.removeIf(session -> {
                if (session.client() != one) {
                    return false;
                }
                endInFlight(session);
                return true;
            });
            if (current != null && current.client() == closed) {
                endInFlight(current);
            }
        }
        if (noMoreClients) {
            former.forEach(this::endInFlight);
            former.clear();
            if (current != null) {
                endInFlight(current);
            }
        }
    }

    /** Ends what is in flight at a closed client: a callback that has not come never will. */
    private void endInFlight(ClientSession ended) {
        Throwable reason = ended.client().failure();
        Failure failure = queue.isCutOff() || reason == null ? Failure.closed(queue.name(), Outcome.UNKNOWN)
                : Failure.withItsClient(reason);
        Failure untaken = notTakenBy(ended);
        ended.forEachLeft(entry -> {
            if (entry.isWithClient()) {
                queue.settle(entry, failure);
            } else {
                // the client should have given it back
                queue.endUnsent(entry, untaken);
            }
        });
    }

    private static Failure notTakenBy(ClientSession ended) {
        Throwable reason = ended.client().failure();
        return Failure.becauseOfAnother(reason == null ? new KafkaException("The client was closed") : reason);
    }

    /**
     * Returns whether a former client may still write what it has: a later record of the same key must not go out before. It
     * is closed, so that takes a moment; if it takes longer, what it has ends as unknown.
     */
    boolean isHeldUpByFormer(long now) {
        for (ClientSession session : former) {
            if (session.inFlight() > 0 && !session.isGivenUp()) {
                if (now - session.replacedAt() < PartitionGuard.LONGEST) {
                    return true;
                }
                session.giveUp();
                Failure untaken = notTakenBy(session);
                Failure unknown = Failure.withItsClient(untaken.cause());
                session.forEachLeft(entry -> queue.giveUp(entry,
                        (wait, outcome) -> outcome == Outcome.UNKNOWN ? unknown : untaken));
            }
        }
        return false;
    }

    /** Returns in how many nanoseconds the client is to be looked at, {@link Long#MAX_VALUE} if it has nothing. */
    long nextIn(long now) {
        ClientSession session = current;
        return session != null && session.inFlight() > 0 ? session.diagnoseIn(now) : Long.MAX_VALUE;
    }
}
