package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

/** One topic is in trouble, or one partition of it: no other record is held up by more than a second. */
final class StrangersRun {

    private final Simulation world;
    private final Chance chance;
    private final SendQueue queue;
    private final SimulatedClients clients;
    private final List<SimulatedSender> blocking = new ArrayList<>();

    private StrangersRun(Simulation world) {
        this.world = world;
        this.chance = world.chance;
        this.clients = new SimulatedClients(world);
        world.capacity = new Capacity(world.weather.mostRecords, world.weather.mostBytes);
        this.queue = new SendQueue("strangers", clients, world.capacity, world.clock, world.thread);
        clients.queue = queue;
        world.watched = queue;
        world.thread.add(queue);
    }

    static Simulation run(long seed, Trace trace) {
        Chance chance = new Chance(seed);
        Weather weather = Weather.fair(chance);
        weather.slowLeaders = chance.oneIn(2);
        weather.batchRecords = chance.between(20, 500);
        weather.offloaded = chance.oneIn(4);
        weather.busyThread = chance.oneIn(10);
        weather.lateWakeups = chance.oneIn(2) ? chance.between(1, 5 * Weather.MS) : 0;
        Simulation world = new Simulation(seed, weather, chance, trace);
        new StrangersRun(world).run();
        return world;
    }

    private void run() {
        world.happened(Happening.STRANGERS);
        int trouble = chance.below(9);
        SimulatedTopic victim = trouble(trouble);
        int healthy = chance.between(1, 4);
        for (int number = 0; number < healthy; number++) {
            SimulatedTopic topic = world.cluster.define("healthy-" + number);
            topic.healthy = true;
            world.cluster.create(topic, chance.between(1, 4));
            sender("healthy-" + number, null, WhenFull.values()[chance.below(3)], true);
        }
        if (trouble == 8) {
            late(victim);
        } else {
            sender(victim.name, trouble == 5 ? 9 : 0, WhenFull.PARK, false);
            sender(victim.name, trouble == 5 ? 9 : 0, WhenFull.REJECT, false);
        }
        if (trouble >= 4) {
            // only partition 0 is in trouble
            sender(victim.name, 1, WhenFull.BLOCK, true);
            sender(victim.name, 2, WhenFull.REJECT, true);
        }
        world.runUntil(25 * Weather.SECOND);
        if (world.failure() == null && !blocking.stream().allMatch(SimulatedSender::isDone)) {
            world.fail("a sender that had nothing in its way is not done");
        }
        world.end(queue, clients);
    }

    private SimulatedTopic trouble(int trouble) {
        SimulatedTopic victim = world.cluster.define("victim");
        Weather weather = world.weather;
        if (trouble == 0) {
            // it does not exist
            return victim;
        }
        world.cluster.create(victim, 3);
        switch (trouble) {
            case 1 -> victim.silent = true;
            case 2 -> victim.forbidden = true;
            case 3 -> {
                weather.batchesRefused = 3;
                weather.recordsRefused = 3;
                weather.splits = 4;
                weather.responsesLost = 5;
                weather.responsesNever = 20;
            }
            case 4 -> world.cluster.loseLeader(victim.partitions.get(0));
            case 7 -> comesBack(victim.partitions.get(0));
            case 8 -> world.agenda.at(3 * Weather.SECOND, () -> world.cluster.grow(victim));
            case 5 -> {
                // they ask for a partition that it does not have
            }
            default -> {
                // its leader is lost on the way, and the client does not learn of it
                victim.partitions.get(0).ledFrom = Long.MAX_VALUE;
            }
        }
        return victim;
    }

    /** Gives a partition its leader back. Records that have waited for it must go out at once. */
    private void comesBack(SimulatedPartition partition) {
        world.cluster.loseLeader(partition);
        world.agenda.at(3 * Weather.SECOND, () -> world.cluster.regainLeader(partition));
        SimulatedSender sender = new SimulatedSender(world, queue, WhenFull.PARK,
                new Sequence[] { new Sequence("held", "victim", null, 0) }, 10_000, 10_000, Weather.MS);
        sender.acknowledgedWithin = 4500 * Weather.MS;
        sender.start();
    }

    /** A partition that was added a while ago is taken for what it is, also while other topics are asked for. */
    private void late(SimulatedTopic victim) {
        world.cluster.define("missing");
        new SimulatedSender(world, queue, WhenFull.PARK, new Sequence[] { new Sequence("missing", "missing", null, null) }, 500,
                50, 30 * Weather.MS).start();
        world.agenda.at(8 * Weather.SECOND, () -> sender(victim.name, 3, WhenFull.PARK, true));
    }

    private void sender(String topic, Integer partition, WhenFull whenFull, boolean mustArrive) {
        Sequence[] sequences = new Sequence[chance.between(1, 4)];
        for (int at = 0; at < sequences.length; at++) {
            sequences[at] = new Sequence("to-" + topic + "-" + whenFull, topic,
                    partition != null || chance.oneIn(3) ? null : "key-" + at,
                    partition);
        }
        SimulatedSender sender = new SimulatedSender(world, queue, whenFull, sequences, chance.between(10, 300),
                chance.between(1, 20), chance.between(Weather.MS, 40 * Weather.MS));
        if (mustArrive) {
            sender.acknowledgedWithin = Weather.SECOND;
        }
        if (mustArrive) {
            blocking.add(sender);
        }
        sender.start();
    }
}
