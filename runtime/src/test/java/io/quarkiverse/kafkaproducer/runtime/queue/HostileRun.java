package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.KafkaException;

/** A producer through bad weather, then through fair weather, until it is closed; or closed in the midst of it. */
final class HostileRun {

    private static final String[] KEYS = { "a", "b", "c", "d", "e", "f" };

    private final Simulation world;
    private final Chance chance;
    private final Weather weather;
    private final SimulatedClients clients;
    private final SendQueue queue;
    private final List<SimulatedSender> senders = new ArrayList<>();
    private int extras;

    private HostileRun(Simulation world) {
        this.world = world;
        this.chance = world.chance;
        this.weather = world.weather;
        this.clients = new SimulatedClients(world);
        world.capacity = new Capacity(weather.mostRecords, weather.mostBytes);
        this.queue = new SendQueue("simulated", clients, world.capacity, world.clock, world.thread);
        clients.queue = queue;
        world.watched = queue;
        world.thread.add(queue);
    }

    static Simulation run(long seed, Trace trace) {
        Chance chance = new Chance(seed);
        Simulation world = new Simulation(seed, Weather.any(chance), chance, trace);
        new HostileRun(world).run();
        return world;
    }

    private void run() {
        topics();
        senders();
        world.intruder = this::intrude;
        long calmAt = chance.between(Weather.SECOND / 10, 20 * Weather.SECOND);
        long closeAt = calmAt + 10 * Weather.SECOND;
        if (chance.oneIn(4)) {
            closeAt = chance.between(0, calmAt);
            calmAt = Long.MAX_VALUE;
        }
        troubles(Math.min(calmAt, closeAt));
        if (calmAt < Long.MAX_VALUE) {
            world.agenda.at(calmAt, this::calm);
            world.agenda.at(calmAt + 7 * Weather.SECOND, this::probe);
        }
        world.agenda.at(closeAt, this::close);
        world.runUntil(closeAt + 300 * Weather.SECOND);
        if (world.failure() == null) {
            world.checks.end(world.sends, world.capacity);
            world.checks.left(queue);
            world.checks.sessions();
            clients.all.forEach(client -> {
                if (!client.isEmpty()) {
                    world.fail("client " + client.id + " is not empty");
                }
            });
        }
    }

    private void topics() {
        int many = chance.between(1, 5);
        for (int number = 0; number < many; number++) {
            SimulatedTopic topic = world.cluster.define("topic-" + number);
            int partitions = chance.between(1, 4);
            if (world.strikes(weather.missingTopics)) {
                if (chance.oneIn(2)) {
                    world.agenda.at(chance.between(0, 5 * Weather.SECOND), () -> appear(topic, partitions));
                }
            } else if (world.strikes(weather.metadataLost)) {
                world.cluster.create(topic, partitions);
                topic.silent = true;
            } else {
                world.cluster.create(topic, partitions);
                topic.forbidden = world.strikes(weather.forbiddenTopics);
            }
        }
    }

    private void appear(SimulatedTopic topic, int partitions) {
        if (!topic.exists) {
            world.happened(Happening.TOPIC_APPEARED);
            world.trace("topic {} appears", topic.name);
            world.cluster.create(topic, partitions);
        }
    }

    private Sequence sequence(String sender) {
        String topic = "topic-" + chance.below(world.cluster.list.size());
        return switch (chance.below(8)) {
            case 0, 1 -> new Sequence(sender, topic, null, null);
            case 2 -> new Sequence(sender, topic, null, chance.below(5));
            case 3 -> new Sequence(sender, topic, new byte[] { (byte) chance.below(100) }, null);
            default -> new Sequence(sender, topic, KEYS[chance.below(KEYS.length)], null);
        };
    }

    private void senders() {
        int many = chance.between(1, 8);
        int records = chance.oneIn(3) ? chance.between(1, 50) : chance.between(50, 500);
        for (int number = 0; number < many; number++) {
            Sequence[] sequences = new Sequence[chance.between(1, 3)];
            for (int at = 0; at < sequences.length; at++) {
                sequences[at] = sequence("sender-" + number);
            }
            WhenFull whenFull = WhenFull.values()[chance.below(3)];
            long pause = chance.oneIn(2) ? chance.between(1000, Weather.MS) : chance.between(1000, 50 * Weather.MS);
            SimulatedSender sender = new SimulatedSender(world, queue, whenFull, sequences, records, chance.between(1, 40),
                    pause);
            senders.add(sender);
            sender.start();
        }
    }

    // ---- troubles

    private void troubles(long until) {
        for (SimulatedTopic topic : world.cluster.list) {
            if (world.strikes(weather.growth)) {
                world.agenda.at(chance.between(0, until), () -> {
                    if (topic.exists && topic.partitions.size() < 6) {
                        world.cluster.grow(topic);
                    }
                });
            }
            if (world.strikes(weather.leaderLosses)) {
                long lost = chance.between(0, until);
                long back = lost + chance.between(0, 10 * Weather.SECOND);
                int number = chance.below(4);
                world.agenda.at(lost, () -> {
                    if (number < topic.partitions.size()) {
                        world.cluster.loseLeader(topic.partitions.get(number));
                    }
                });
                world.agenda.at(back, () -> {
                    if (number < topic.partitions.size()) {
                        world.cluster.regainLeader(topic.partitions.get(number));
                    }
                });
            }
        }
    }

    /** Does what another thread may do at any moment. */
    private void intrude() {
        switch (chance.below(5)) {
            case 0 -> queue.metadataArrived();
            case 1 -> queue.clientChanged();
            case 2 -> {
                if (weather.discards > 0 && chance.oneIn(20) && clients.current() != null) {
                    clients.discard(clients.current(), new KafkaException("from outside"));
                }
            }
            default -> {
                SimulatedSender sender = new SimulatedSender(world, queue, WhenFull.values()[chance.below(3)],
                        new Sequence[] { sequence("extra-" + extras++) }, 0, 1, Weather.MS);
                sender.submit(sequence("extra-" + extras));
            }
        }
    }

    // ---- fair weather

    private void calm() {
        world.trace("all is well again");
        weather.calm = true;
        for (SimulatedTopic topic : world.cluster.list) {
            topic.silent = false;
            topic.forbidden = false;
            topic.partitions.forEach(world.cluster::regainLeader);
            if (chance.oneIn(2)) {
                appear(topic, 2);
            }
        }
        List.copyOf(clients.all).forEach(SimulatedClient::admit);
    }

    /** Whatever there was, a new record goes out now. */
    private void probe() {
        if (weather.cannotRefresh || live() > 20 || world.capacity.records() > weather.mostRecords / 2
                || world.capacity.bytes() > weather.mostBytes / 2
                || weather.bufferBytes < 100_000 || weather.network > 20 * Weather.MS) {
            return;
        }
        for (SimulatedTopic topic : world.cluster.list) {
            for (SimulatedPartition partition : topic.partitions) {
                if (partition.swapped) {
                    continue;
                }
                Sequence sequence = new Sequence("probe", topic.name, null, partition.number);
                SimulatedSender sender = new SimulatedSender(world, queue, WhenFull.PARK, new Sequence[] { sequence }, 0, 1,
                        Weather.MS);
                weather.shortestTimeout = 30 * Weather.SECOND;
                weather.longestTimeout = 30 * Weather.SECOND;
                sender.acknowledgedWithin = 2 * Weather.SECOND;
                world.happened(Happening.PROBED);
                sender.submit(sequence);
            }
        }
    }

    /** Returns how many sends have not ended. */
    private int live() {
        return world.live.size();
    }

    // ---- the end

    private void close() {
        world.trace("close");
        queue.refuse(Simulation.closed());
        awaitEmpty(world.agenda.now() + chance.between(0, 5 * Weather.SECOND));
    }

    private void awaitEmpty(long until) {
        if (queue.isEmpty() || world.agenda.now() >= until) {
            world.happened(queue.isEmpty() ? Happening.CLOSED_EMPTY : Happening.CLOSED_CUT_OFF);
            world.trace("closed");
            senders.forEach(SimulatedSender::stop);
            queue.finish(queue.isEmpty(), clients::close);
            senders.get(0).submit(sequence("after"));
        } else {
            world.agenda.after(Weather.MS, () -> awaitEmpty(until));
        }
    }
}
