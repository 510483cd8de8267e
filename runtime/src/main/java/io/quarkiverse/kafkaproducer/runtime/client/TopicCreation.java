package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/** Creates topics, with the brokers' defaults. For development and tests. */
public final class TopicCreation {

    private static final Logger LOG = Logger.getLogger(TopicCreation.class);
    /** A broker that has just started may let the first request wait for some seconds. */
    private static final int BOUND_SECONDS = 10;

    private final ClientBuilder builder;

    public TopicCreation(ClientBuilder builder) {
        this.builder = builder;
    }

    /** Creates those that do not exist. What fails is logged. Blocks, for ten seconds at most. */
    public void create(Collection<String> topics) {
        try (Admin admin = admin()) {
            CreateTopicsResult created = admin.createTopics(topics.stream()
                    .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty())).toList());
            created.values().forEach((topic, creation) -> {
                try {
                    creation.get(BOUND_SECONDS + 1, TimeUnit.SECONDS);
                    LOG.infof("Topic '%s' has been created", topic);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        notCreated(topic, e.getCause());
                    }
                } catch (TimeoutException e) {
                    notCreated(topic, e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        } catch (ClientCreationException e) {
            LOG.warnf("No topic could be created: %s", e.getMessage());
        }
    }

    private static void notCreated(String topic, Throwable reason) {
        LOG.warnf("Topic '%s' could not be created: %s", topic, RootCause.messageOf(reason));
    }

    /** Makes an admin client from those of the producer's properties that it knows. */
    private Admin admin() {
        Map<String, Object> properties = new HashMap<>(builder.properties().toMap());
        properties.keySet().removeIf(name -> ProducerConfig.configNames().contains(name)
                && !AdminClientConfig.configNames().contains(name));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BOUND_SECONDS * 1000);
        return builder.make(properties, complete -> complete, Admin::create);
    }
}
