package io.quarkiverse.kafkaproducer.runtime.queue;

/** Topics whose names are made up as it goes: what they leave behind is bounded. */
final class ManyTopicsRun {

    private static final int BOUND = 1100;

    private ManyTopicsRun() {
    }

    static Simulation run(long seed, Trace trace) {
        Chance chance = new Chance(seed);
        Weather weather = Weather.fair(chance);
        weather.recordsRefused = chance.oneIn(2) ? 0 : 10;
        weather.exhausted = chance.oneIn(2) ? 0 : 30;
        Simulation world = new Simulation(seed, weather, chance, trace);
        SimulatedClients clients = new SimulatedClients(world);
        world.capacity = new Capacity(weather.mostRecords, weather.mostBytes);
        SendQueue queue = new SendQueue("topics", clients, world.capacity, world.clock, world.thread);
        clients.queue = queue;
        world.watched = queue;
        world.thread.add(queue);
        world.happened(Happening.MANY_TOPICS);
        int topics = chance.between(1500, 3000);
        Sequence[] sequences = new Sequence[topics];
        for (int number = 0; number < topics; number++) {
            world.cluster.create(world.cluster.define("topic-" + number), 1);
            sequences[number] = new Sequence("sender", "topic-" + number, "key", null);
        }
        for (int sender = 0; sender < 2; sender++) {
            new SimulatedSender(world, queue, WhenFull.values()[chance.below(3)], sequences, 2 * topics, 300, Weather.MS / 5)
                    .start();
        }
        world.cluster.create(world.cluster.define("last"), 1);
        world.agenda.at(15 * Weather.SECOND, () -> new SimulatedSender(world, queue, WhenFull.PARK, null, 0, 1, 1)
                .submit(new Sequence("last", "last", null, null)));
        world.runUntil(20 * Weather.SECOND);
        if (queue.remains().topics() > BOUND || queue.session() != null && queue.session().topics() > BOUND) {
            world.fail("it remembers too much: " + queue.remains() + ", " + queue.session().topics());
        }
        world.end(queue, clients);
        return world;
    }
}
