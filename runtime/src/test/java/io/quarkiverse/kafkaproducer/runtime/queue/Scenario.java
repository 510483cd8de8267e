package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.HashMap;
import java.util.Map;

/** A small simulation in which a test says what happens. */
final class Scenario implements AutoCloseable {

    private final QueueErrors errors = new QueueErrors();
    final Weather weather;
    final Simulation world;
    final SimulatedClients clients;
    final SendQueue queue;
    private final Map<String, Sequence> sequences = new HashMap<>();

    Scenario() {
        Chance chance = new Chance(1);
        weather = Weather.fair(chance);
        weather.network = Weather.MS;
        weather.batchRecords = 100;
        world = new Simulation(1, weather, chance, new Trace(1000));
        clients = new SimulatedClients(world);
        world.capacity = new Capacity(weather.mostRecords, weather.mostBytes);
        queue = new SendQueue("scenario", clients, world.capacity, world.clock, world.thread);
        clients.queue = queue;
        world.watched = queue;
        world.thread.add(queue);
    }

    SimulatedTopic topic(String name, int partitions) {
        SimulatedTopic topic = world.cluster.define(name);
        world.cluster.create(topic, partitions);
        return topic;
    }

    /** Has records sent and acknowledged until the client takes the partitions' leaders for granted. */
    void settle(String topic) {
        send(topic, "settles");
        runFor(200);
        send(topic, "settles");
        runFor(50);
    }

    SimulatedSend send(String topic, String key) {
        return send(WhenFull.PARK, topic, key, null);
    }

    SimulatedSend sendTo(String topic, int partition) {
        return send(WhenFull.PARK, topic, null, partition);
    }

    SimulatedSend send(WhenFull whenFull, String topic, String key, Integer partition) {
        Sequence sequence = sequences.computeIfAbsent(topic + " " + key + " " + partition,
                one -> new Sequence("test", topic, key, partition));
        return new SimulatedSender(world, queue, whenFull, null, 0, 1, 1).submit(sequence);
    }

    /** @param milliseconds of virtual time */
    void runFor(long milliseconds) {
        long until = world.agenda.now() + milliseconds * Weather.MS;
        // so that the time passes also where nothing happens
        world.agenda.at(until, () -> {
        });
        world.runUntil(until);
    }

    /** Returns why the simulation is wrong; null if it is as it should be. */
    String failure() {
        return world.failure() == null ? null : world.failure() + "\n" + world.trace;
    }

    @Override
    public void close() {
        errors.close();
    }
}
