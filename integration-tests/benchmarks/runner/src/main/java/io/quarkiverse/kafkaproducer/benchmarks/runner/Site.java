package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

import io.quarkiverse.kafkaproducer.benchmarks.application.Measured;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

/** A broker in a process of its own, the applications that send to it, and the way between them. */
final class Site implements AutoCloseable {

    /** So that no disk is filled, whatever is sent. */
    private static final Map<String, String> SHORT_LIVED = Map.of("retention.bytes", "268435456", "segment.bytes", "67108864",
            "file.delete.delay.ms", "1000");

    private final DelayingProxy proxy;
    private final KafkaCluster kafka;
    private final String servers;
    private final Map<Variant, Application> applications = new EnumMap<>(Variant.class);

    /**
     * @param delayMillis of each way
     */
    Site(int delayMillis) throws IOException {
        KafkaCluster.Builder builder = KafkaCluster.builder()
                // started for long, unlike in tests
                .jvmOption("-XX:TieredStopAtLevel=4").jvmOption("-Xms1g").jvmOption("-Xmx1g")
                .property("log.retention.check.interval.ms", "5000");
        if (delayMillis == 0) {
            proxy = null;
            kafka = builder.start();
            servers = kafka.bootstrapServers();
        } else {
            proxy = new DelayingProxy(delayMillis);
            servers = "127.0.0.1:" + proxy.port();
            kafka = builder.property("advertised.listeners", "PLAINTEXT://" + servers).start();
            String direct = kafka.bootstrapServers();
            proxy.passOnTo(Integer.parseInt(direct.substring(direct.lastIndexOf(':') + 1)));
        }
    }

    String servers() {
        return servers;
    }

    void createTopics(List<String> names) throws Exception {
        List<NewTopic> topics = names.stream().map(name -> new NewTopic(name, 1, (short) 1).configs(SHORT_LIVED)).toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(topics).all().get();
        }
    }

    void start(Path target, List<String> options) throws IOException {
        for (Variant variant : Variant.values()) {
            applications.put(variant, new Application(target, variant, servers, options));
        }
    }

    Measured measure(Cell cell, Contestant contestant) throws IOException {
        return applications.get(contestant.variant).measure(cell.request(contestant));
    }

    @Override
    public void close() throws Exception {
        for (Application application : applications.values()) {
            application.close();
        }
        kafka.close();
        if (proxy != null) {
            proxy.close();
        }
    }
}
