package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.KafkaException;

import io.quarkiverse.kafkaproducer.runtime.failure.Failure;

/** Transactions one after the other over one client: a queue each, over the same session. */
final class TransactionsRun {

    private final Simulation world;
    private final Chance chance;
    private final SimulatedClients clients;
    private final SimulatedTopic topic;
    private SimulatedClient client;
    private ClientSession session;
    private SendQueue queue;
    private SendQueue ended;
    private List<SimulatedSender> senders;
    private int left;

    private TransactionsRun(Simulation world) {
        this.world = world;
        this.chance = world.chance;
        this.clients = new SimulatedClients(world);
        this.topic = world.cluster.define("orders");
        this.left = chance.between(2, 12);
    }

    static Simulation run(long seed, Trace trace) {
        Chance chance = new Chance(seed);
        Weather weather = Weather.any(chance);
        weather.authenticationFailures = 0;
        weather.discards = 0;
        weather.inside = false;
        Simulation world = new Simulation(seed, weather, chance, trace);
        new TransactionsRun(world).run();
        return world;
    }

    private void run() {
        world.capacity = new Capacity(world.weather.mostRecords, world.weather.mostBytes);
        world.cluster.create(topic, 3);
        world.cluster.create(world.cluster.define("invoices"), 1);
        world.intruder = this::intrude;
        newClient();
        begin();
        world.runUntil(600 * Weather.SECOND);
        if (world.failure() == null && left > 0) {
            world.fail(left + " transactions were never begun");
        }
        if (world.failure() == null) {
            world.checks.end(world.sends, world.capacity);
            world.checks.sessions();
        }
    }

    private void newClient() {
        client = clients.make();
        session = new ClientSession(client);
        world.sessions.add(session);
    }

    private void begin() {
        queue = new SendQueue("transaction", clients, world.capacity, world.clock, world.thread, session);
        clients.queue = queue;
        world.thread.add(queue);
        world.trace("a transaction begins");
        senders = new ArrayList<>();
        for (int number = chance.between(1, 3); number > 0; number--) {
            Sequence[] sequences = { new Sequence("t" + left + "-" + number, "orders", "a", null),
                    new Sequence("t" + left + "-" + number, chance.oneIn(2) ? "orders" : "invoices", "b", null) };
            SimulatedSender sender = new SimulatedSender(world, queue, WhenFull.values()[chance.below(3)], sequences,
                    chance.between(0, 60), chance.between(1, 20), chance.between(1000, Weather.MS));
            senders.add(sender);
            sender.start();
        }
        long ends = world.agenda.now() + chance.between(0, 5 * Weather.SECOND);
        awaitWork(queue, ends);
    }

    private void awaitWork(SendQueue of, long until) {
        if (senders.stream().allMatch(SimulatedSender::isDone) || world.agenda.now() >= until) {
            boolean commit = chance.below(3) > 0;
            of.refuse(Failure.ofTransaction("it ends"));
            senders.forEach(SimulatedSender::stop);
            awaitEmpty(of, commit, world.agenda.now() + chance.between(0, 3 * Weather.SECOND));
        } else {
            world.agenda.after(Weather.MS, () -> awaitWork(of, until));
        }
    }

    private void awaitEmpty(SendQueue of, boolean commit, long until) {
        if (commit && !of.isEmpty() && world.agenda.now() < until) {
            world.agenda.after(Weather.MS, () -> awaitEmpty(of, commit, until));
        } else if (commit && of.isEmpty() && client.failure() == null) {
            world.happened(Happening.TRANSACTION_COMMITTED);
            world.trace("committed");
            over(of);
        } else {
            world.happened(Happening.TRANSACTION_ABORTED);
            world.trace("abort");
            of.abort(Failure.ofTransaction("it was aborted"));
            client.abortUnsent();
            awaitAbort(of, world.agenda.now() + 3 * Weather.SECOND);
        }
    }

    private void awaitAbort(SendQueue of, long until) {
        if (of.isEmpty() && client.isEmpty() && client.failure() == null) {
            over(of);
            return;
        }
        if (client.failure() == null && world.agenda.now() >= until) {
            world.happened(Happening.TRANSACTION_LOST_ITS_CLIENT);
            clients.discard(client, new KafkaException("abort took too long"));
        }
        if (client.isClosed() && of.isEmpty()) {
            newClient();
            over(of);
            return;
        }
        world.agenda.after(Weather.MS, () -> awaitAbort(of, until));
    }

    private void over(SendQueue of) {
        if (of.session() != null && of.session().inFlight() != 0 && client.failure() == null && client.isEmpty()) {
            world.fail("a transaction has ended with " + of.session().inFlight() + " in flight");
        }
        if (of.mailbox().seen() == 0) {
            world.thread.remove(of);
        }
        ended = of;
        late();
        if (--left > 0) {
            if (client.failure() != null) {
                awaitClosed();
            } else {
                begin();
            }
        }
    }

    private void awaitClosed() {
        if (client.isClosed()) {
            newClient();
            begin();
        } else {
            world.agenda.after(Weather.MS, this::awaitClosed);
        }
    }

    /** A send that comes after the end of its transaction. */
    private void late() {
        if (ended != null) {
            SimulatedSender sender = new SimulatedSender(world, ended, WhenFull.values()[chance.below(3)], null, 0, 1, 1);
            SimulatedSend send = sender.submit(new Sequence("late", "orders", "a", null));
            if (!send.isEnded() || send.given > 0) {
                world.fail(send + " was taken by a transaction that had ended");
            }
            world.happened(Happening.REFUSED_BY_ENDED_TRANSACTION);
        }
    }

    private void intrude() {
        switch (chance.below(4)) {
            case 0 -> late();
            case 1 -> queue.metadataArrived();
            case 2 -> queue.clientChanged();
            default -> new SimulatedSender(world, queue, WhenFull.values()[chance.below(3)], null, 0, 1, 1)
                    .submit(new Sequence("extra-" + world.sends.size(), "orders", "a", null));
        }
    }
}
