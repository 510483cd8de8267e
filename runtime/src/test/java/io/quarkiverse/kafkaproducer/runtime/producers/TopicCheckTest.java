package io.quarkiverse.kafkaproducer.runtime.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.TopicsConfig;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;

class TopicCheckTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Logger CATEGORY = Logger.getLogger(TopicCheck.class.getName());

    /** The brokers' answer for all other topics. */
    private final RuntimeException otherwise = new TimeoutException("not present in metadata",
            new UnknownTopicOrPartitionException("unknown"));
    private final Set<String> existing = ConcurrentHashMap.newKeySet();
    private volatile boolean answered = true;
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ProducerRuntime producer = new ProducerRuntime(settings(),
            properties -> callbacks -> new MockProducer<>(true, null, (topic, key) -> null, new ByteArraySerializer()) {
                @Override
                public List<PartitionInfo> partitionsFor(String topic) {
                    if (existing.contains(topic)) {
                        return List.of(new PartitionInfo(topic, 0, null, null, null));
                    }
                    throw answered ? otherwise : new TimeoutException("no answer");
                }
            }, (topic, headers, value) -> new byte[1], SendObserver.NONE, worker);
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            warnings.add(((ExtLogRecord) record).getFormattedMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    private static ProducerSettings settings() {
        ProducersConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class)
                .withDefaultValue("quarkus.kafka-producer.timeout", "3S").addDiscoveredConverters().build()
                .getConfigMapping(ProducersConfig.class);
        return ProducerSettings.of(ProducersConfig.DEFAULT_NAME, config, Map.of("bootstrap.servers", "localhost:9092"));
    }

    private static TopicsConfig config(String check, boolean create) {
        return new SmallRyeConfigBuilder().withMapping(TopicsConfig.class)
                .withDefaultValue(TopicCheck.CHECK, check)
                .withDefaultValue(TopicCheck.CREATE, String.valueOf(create)).addDiscoveredConverters().build()
                .getConfigMapping(TopicsConfig.class);
    }

    private void check(String check, String... topics) {
        new TopicCheck(config(check, false), LaunchMode.NORMAL).check(Map.of(producer, Set.of(topics)));
    }

    @BeforeEach
    void listen() {
        CATEGORY.addHandler(handler);
        existing.add("orders");
    }

    @AfterEach
    void close() {
        CATEGORY.removeHandler(handler);
        producer.close();
        worker.shutdown();
    }

    @Test
    void aTopicThatDoesNotExistEndsTheStartWhereThatIsAskedFor() {
        assertThatThrownBy(() -> check("fail", "orders", "misspelt")).isInstanceOf(ConfigurationException.class)
                .hasMessage("The brokers of producer '<default>' (localhost:9092) do not have the declared topic misspelt\n"
                        + "Create them, or set quarkus.kafka-producer.topics.check to warn or off");
        assertThat(producer.missingTopics()).containsExactly("misspelt");
        assertThat(producer.needsTopics()).isTrue();

        existing.add("misspelt");

        assertThat(producer.missingTopics()).as("created later on").isEmpty();
    }

    @Test
    void aWarningDoesNotHoldUpTheStart() {
        check("warn", "orders", "misspelt");

        assertThat(warnings).isEmpty();
        await().atMost(BOUND).until(() -> !warnings.isEmpty());
        assertThat(warnings).containsExactly("The brokers of producer '<default>' (localhost:9092) do not have the declared "
                + "topic misspelt. Sends to them will fail: create them, or set quarkus.kafka-producer.topics.check to off");
        assertThat(producer.needsTopics()).isFalse();
    }

    @Test
    void topicsThatAppearInTimeAreThere() {
        worker.execute(() -> {
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            existing.add("created");
        });

        check("fail", "orders", "created");

        assertThat(producer.missingTopics()).isEmpty();
    }

    @Test
    void brokersThatDoNotAnswerDoNotEndTheStart() {
        answered = false;

        check("fail", "misspelt");

        assertThat(producer.missingTopics()).isEmpty();

        answered = true;

        assertThat(producer.missingTopics()).as("told later on").containsExactly("misspelt");
    }

    @Test
    void topicsAreCreatedInDevelopmentOnly() {
        assertThatThrownBy(() -> new TopicCheck(config("off", true), LaunchMode.NORMAL))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("quarkus.kafka-producer.topics.create is true");
        assertThatCode(() -> new TopicCheck(config("off", true), LaunchMode.DEVELOPMENT)).doesNotThrowAnyException();
    }
}
