package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.runtime.config.TopicsConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Says at the start which declared topics the brokers do not have. */
final class TopicCheck {

    static final String CHECK = "quarkus.kafka-producer.topics.check";
    static final String CREATE = "quarkus.kafka-producer.topics.create";

    private static final Logger LOG = Logger.getLogger(TopicCheck.class);

    private final TopicsConfig config;

    /** @throws ConfigurationException if topics are to be created where they must not be */
    TopicCheck(TopicsConfig config, LaunchMode mode) {
        if (config.create() && !mode.isDevOrTest()) {
            throw new ConfigurationException(
                    CREATE + " is true, but topics are created in dev and test mode only: it should be "
                            + "false, and the topics be created with the partitions, replicas and retention that they need",
                    Set.of(CREATE));
        }
        this.config = config;
    }

    /**
     * @param topics the names of the declared ones, by producer
     * @throws ConfigurationException if some do not exist, and that is to end the start
     */
    void check(Map<ProducerRuntime, Set<String>> topics) {
        if (config.create()) {
            topics.forEach(ProducerRuntime::createTopics);
        }
        if (config.check() == TopicsConfig.Check.OFF) {
            return;
        }
        boolean fail = config.check() == TopicsConfig.Check.FAIL;
        List<CompletableFuture<String>> problems = new ArrayList<>();
        topics.forEach((producer, names) -> problems.add(producer.findMissing(names, fail)
                .thenApply(missing -> missing.isEmpty() ? null : problem(producer, missing))));
        if (fail) {
            List<String> found = problems.stream().map(CompletableFuture::join).filter(one -> one != null).toList();
            if (!found.isEmpty()) {
                throw new ConfigurationException(
                        String.join("\n", found) + "\nCreate them, or set " + CHECK + " to warn or off",
                        Set.of(CHECK));
            }
        } else {
            problems.forEach(problem -> problem.whenComplete((found, failure) -> {
                if (failure != null) {
                    LOG.debug("It is not known whether declared topics exist", failure);
                } else if (found != null) {
                    LOG.warnf("%s. Sends to them will fail: create them, or set %s to off", found, CHECK);
                }
            }));
        }
    }

    private static String problem(ProducerRuntime producer, Set<String> missing) {
        return "The brokers of producer '" + producer.settings().name() + "' ("
                + producer.settings().client().bootstrapServers()
                + ") do not have the declared topic" + (missing.size() == 1 ? " " : "s ") + String.join(", ", missing);
    }
}
