package io.quarkiverse.kafkaproducer.runtime.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.util.TypeLiteral;

import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.client.ClientListener;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkus.arc.Arc;

/**
 * Lets Quarkus bind the Kafka clients' own metrics to the registry. Quarkus observes a CDI event with the client: the first
 * event binds the client, the second one releases it.
 */
final class ClientBindings {

    private static final Logger LOG = Logger.getLogger(ClientBindings.class);

    private static final TypeLiteral<Producer<Object, Object>> PRODUCER = new TypeLiteral<>() {
    };

    private final Map<Producer<?, ?>, BoundedMetricsClient> bound = new ConcurrentHashMap<>();
    private volatile boolean ended;

    ClientListener boundedBy(MeteredTopics topics) {
        return new ClientListener() {
            @Override
            public void made(Producer<?, ?> client) {
                BoundedMetricsClient view = new BoundedMetricsClient(client, topics);
                bound.put(client, view);
                fire(view);
            }

            @Override
            public void closed(Producer<?, ?> client) {
                BoundedMetricsClient view = bound.remove(client);
                if (view != null) {
                    fire(view);
                }
            }
        };
    }

    /**
     * Ends all bindings. At its shutdown Quarkus releases them by itself, and would take the next event of a client for its
     * first.
     */
    void end() {
        ended = true;
    }

    private void fire(BoundedMetricsClient view) {
        if (ended) {
            return;
        }
        try {
            Arc.container().beanManager().getEvent().select(PRODUCER).fire(view);
        } catch (RuntimeException e) {
            // an observer's failure, perhaps one of the application, is no reason to have no client
            LOG.warn("An observer of Kafka producers failed", KnownSecrets.hide(e));
        }
    }
}
