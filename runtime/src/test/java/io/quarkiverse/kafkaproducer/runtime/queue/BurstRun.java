package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.List;

/** Many records at once in fair weather: all are acknowledged, and soon. */
final class BurstRun {

    private BurstRun() {
    }

    static Simulation run(long seed, Trace trace) {
        Chance chance = new Chance(seed);
        Weather weather = Weather.fair(chance);
        weather.batchRecords = chance.between(100, 1000);
        weather.slowLeaders = chance.oneIn(2);
        weather.busyThread = chance.oneIn(4);
        weather.insides = chance.oneIn(2) ? 50 : 0;
        weather.offloaded = chance.oneIn(3);
        weather.bufferBytes = chance.oneIn(3) ? 1 << 20 : weather.bufferBytes;
        weather.mostRecords = chance.oneIn(3) ? 5_000 : weather.mostRecords;
        Simulation world = new Simulation(seed, weather, chance, trace);
        SimulatedClients clients = new SimulatedClients(world);
        world.capacity = new Capacity(weather.mostRecords, weather.mostBytes);
        SendQueue queue = new SendQueue("burst", clients, world.capacity, world.clock, world.thread);
        clients.queue = queue;
        world.watched = queue;
        world.thread.add(queue);
        SimulatedTopic topic = world.cluster.define("burst");
        world.cluster.create(topic, chance.between(2, 6));
        world.happened(Happening.BURST);
        if (chance.oneIn(3)) {
            // one record that stays in flight must not keep those behind it
            SimulatedTopic stuck = world.cluster.define("stuck");
            world.cluster.create(stuck, 1);
            stuck.partitions.get(0).ledFrom = Long.MAX_VALUE;
            new SimulatedSender(world, queue, WhenFull.PARK, null, 0, 1, 1).submit(new Sequence("stuck", "stuck", "a", null));
        }

        List<SimulatedSender> senders = new ArrayList<>();
        int records = chance.between(5_000, 20_000);
        for (int number = 0; number < 3; number++) {
            Sequence[] sequences = new Sequence[20];
            for (int at = 0; at < sequences.length; at++) {
                sequences[at] = new Sequence("sender-" + number, "burst", at % 5 == 0 ? null : "key-" + at, null);
            }
            SimulatedSender sender = new SimulatedSender(world, queue, WhenFull.PARK, sequences, records,
                    chance.oneIn(2) ? records : 500, Weather.MS);
            sender.acknowledgedWithin = 5 * Weather.SECOND;
            senders.add(sender);
            sender.start();
        }
        world.runUntil(15 * Weather.SECOND);
        if (world.failure() == null && !senders.stream().allMatch(SimulatedSender::isDone)) {
            world.fail("not all of a burst has been sent: " + world.capacity);
        }
        world.end(queue, clients);
        return world;
    }
}
