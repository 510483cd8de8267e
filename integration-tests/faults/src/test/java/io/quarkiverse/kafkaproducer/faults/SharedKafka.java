package io.quarkiverse.kafkaproducer.faults;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** Brokers for the test classes that do them no harm. They share them by using topics of their own; the JVM's end is theirs. */
final class SharedKafka {

    private SharedKafka() {
    }

    /** Returns a broker that creates a topic when it is first asked for. */
    static KafkaCluster creatingTopics() {
        return Creating.KAFKA;
    }

    /** Returns a broker that has the topics that tests have created. */
    static KafkaCluster notCreatingTopics() {
        return NotCreating.KAFKA;
    }

    private static final class Creating {
        private static final KafkaCluster KAFKA = KafkaCluster.builder().start();
    }

    private static final class NotCreating {
        private static final KafkaCluster KAFKA = KafkaCluster.builder().property("auto.create.topics.enable", "false")
                .start();
    }
}
