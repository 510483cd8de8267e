package io.quarkiverse.kafkaproducer.broker;

/** The main class of a JVM that has a cluster: says where it is, and returns without closing it at the end of its input. */
final class ClusterParent {

    private ClusterParent() {
    }

    public static void main(String[] arguments) throws Exception {
        KafkaCluster kafka = KafkaCluster.builder().start();
        if (arguments.length > 0) {
            kafka.node(0).freeze();
        }
        System.out.println(kafka.node(0).pid());
        System.out.println(kafka.directory());
        System.in.read();
    }
}
