package io.quarkiverse.kafkaproducer.test.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.test.QuarkusUnitTest;

/** One real broker for all tests of this JVM, with which it ends. Tests share it by using topics of their own. */
public final class SharedBroker {

    /** A system property, as a test class is loaded twice: by JUnit, which starts the broker, and in the application. */
    private static final String SERVERS = SharedBroker.class.getName() + ".servers";

    private SharedBroker() {
    }

    /** An application that has these classes and this broker. */
    public static QuarkusUnitTest application(Class<?>... classes) {
        return new QuarkusUnitTest()
                .withApplicationRoot(jar -> jar.addClasses(classes).addClasses(SharedBroker.class, TopicReader.class))
                .overrideConfigKey("kafka.bootstrap.servers", servers());
    }

    public static synchronized String servers() {
        if (System.getProperty(SERVERS) == null) {
            System.setProperty(SERVERS, Started.KAFKA.bootstrapServers());
        }
        return System.getProperty(SERVERS);
    }

    private static final class Started {
        private static final KafkaCluster KAFKA = KafkaCluster.builder().start();
    }

    /** Before the application starts: not all topics are made by their first record. */
    public static void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** @param configuration of the topic */
    public static void createTopic(String name, int partitions, Map<String, String> configuration) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configuration))).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Topic " + name + " could not be created", e);
        }
    }
}
