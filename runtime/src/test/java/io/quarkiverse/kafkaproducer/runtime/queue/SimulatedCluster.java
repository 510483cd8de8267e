package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The brokers: topics, partitions, leaders, and what has been written. */
final class SimulatedCluster {

    private final Simulation world;
    private final Map<String, SimulatedTopic> topics = new LinkedHashMap<>();
    final List<SimulatedTopic> list = new ArrayList<>();

    SimulatedCluster(Simulation world) {
        this.world = world;
    }

    SimulatedTopic topic(String name) {
        return topics.get(name);
    }

    SimulatedTopic define(String name) {
        SimulatedTopic topic = new SimulatedTopic(name);
        topics.put(name, topic);
        list.add(topic);
        return topic;
    }

    void create(SimulatedTopic topic, int partitions) {
        topic.exists = true;
        for (int number = 0; number < partitions; number++) {
            topic.addPartition(ledFrom());
        }
    }

    void grow(SimulatedTopic topic) {
        topic.addPartition(ledFrom());
        topic.partitions.get(topic.partitions.size() - 1).appearedAt = world.agenda.now();
        world.happened(Happening.TOPIC_GREW);
        world.trace("topic {} grows to {}", topic.name, topic.partitions.size());
    }

    void loseLeader(SimulatedPartition partition) {
        partition.hasLeader = false;
        partition.lostAt = world.agenda.now();
        partition.topic.changed();
        world.happened(Happening.LEADER_LOST);
        world.trace("partition {} of {} loses its leader", partition.number, partition.topic.name);
    }

    void regainLeader(SimulatedPartition partition) {
        if (!partition.hasLeader) {
            partition.hasLeader = true;
            partition.ledFrom = ledFrom();
            partition.appearedAt = world.agenda.now();
            partition.topic.changed();
            world.happened(Happening.LEADER_BACK);
            world.trace("partition {} of {} has a leader again", partition.number, partition.topic.name);
        }
    }

    /** A broker learns that it leads at another time than the others, who tell the clients. */
    private long ledFrom() {
        return world.agenda.now() + (world.weather.slowLeaders ? world.chance.between(0, 80 * Weather.MS) : 0);
    }

    void write(SimulatedSend send, SimulatedPartition partition) {
        if (send.writtenTo != null) {
            world.fail(send + " is written twice");
        }
        send.writtenTo = partition;
        send.offset = partition.log.size();
        partition.log.add(send);
        if (send.isNotSent()) {
            world.fail(send + " is written after it ended as not sent");
        }
    }
}
