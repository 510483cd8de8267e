package io.quarkiverse.kafkaproducer.runtime.producers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.runtime.client.ClientBuilder;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkiverse.kafkaproducer.runtime.text.KnownSecrets;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;

/** The producers that the application's configuration, or an injection point, knows by name. */
final class ProducerConfigurations {

    private static final Logger LOG = Logger.getLogger(ProducerConfigurations.class);

    private static final String MOCK = "quarkus.kafka-producer.mock";
    private static final String MOCK_IN_PRODUCTION = "quarkus.kafka-producer.mock-in-production";

    private final ProducersConfig config;
    private final Map<String, Object> inherited;
    private final ReferenceCheck references;
    private final UsedNames used;
    private final Optional<String> application;

    /** @param application its name, if it has one */
    ProducerConfigurations(ProducersConfig config, Map<String, Object> inherited, ReferenceCheck references,
            UsedNames used, Optional<String> application) {
        this.application = application;
        this.config = config;
        this.inherited = config.mock() ? withServers(inherited) : inherited;
        this.references = references;
        this.used = used;
    }

    /** A mock needs none, but the rest of the configuration is checked as ever. */
    private static Map<String, Object> withServers(Map<String, Object> inherited) {
        Map<String, Object> complete = new HashMap<>(inherited);
        complete.putIfAbsent(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        return complete;
    }

    /** Returns whether producers only record. */
    boolean areMocked() {
        return config.mock();
    }

    /**
     * Returns the names of all producers that can be used: the default producer only if it is injected or there are brokers
     * for it.
     */
    Set<String> usable() {
        Set<String> names = new TreeSet<>(used.injected());
        names.addAll(config.producers().keySet());
        if (!used.injected().contains(ProducersConfig.DEFAULT_NAME) && !hasServers()) {
            names.remove(ProducersConfig.DEFAULT_NAME);
        }
        names.removeIf(name -> !isActive(name));
        return names;
    }

    private boolean hasServers() {
        return inherited.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)
                || config.producers().get(ProducersConfig.DEFAULT_NAME).bootstrapServers().isPresent();
    }

    boolean isKnown(String name) {
        return name.equals(ProducersConfig.DEFAULT_NAME) || used.injected().contains(name)
                || config.producers().containsKey(name);
    }

    boolean isActive(String name) {
        return config.producers().get(name).active();
    }

    /**
     * A mock loses what it is given, and says that it has been sent.
     *
     * @throws ConfigurationException if there is one where nobody can want it
     */
    void checkMock(LaunchMode mode) {
        if (!config.mock() || mode.isDevOrTest()) {
            return;
        }
        if (!config.mockInProduction()) {
            throw new ConfigurationException(MOCK + " is true, but this is neither dev mode nor a test: nothing would be sent, "
                    + "though every send would succeed. It should be false; or " + MOCK_IN_PRODUCTION
                    + " true, where that is wanted", Set.of(MOCK, MOCK_IN_PRODUCTION));
        }
        LOG.warn(MOCK + " is true: every send succeeds, and nothing is sent");
    }

    /**
     * In development a name may do with what it inherits; in production that is more likely to be forgotten, or misspelt.
     *
     * @throws ConfigurationException if a name is injected in production and has no property of its own
     */
    void checkNames(LaunchMode mode, SmallRyeConfig settings) {
        Set<String> active = config.producers().keySet().stream().filter(this::isActive)
                .collect(Collectors.toCollection(TreeSet::new));
        NameCheck check = new NameCheck(used, config.producers().keySet(), active);
        if (mode.isDevOrTest()) {
            warn(check.warnings());
            if (!config.mock()) {
                warn(new RealServersCheck(settings).warnings(active));
            }
        } else {
            check.requireConfigured();
        }
        warn(check.warningsOfUnused());
    }

    /**
     * Returns the settings of a connection made by hand.
     *
     * @throws WrongSettingException if something is set wrong
     */
    ProducerSettings settings(KafkaConfig config) {
        ProducerSettings settings = ProducerSettings.of(config, application);
        references.check(settings.client());
        return settings;
    }

    /** @throws ConfigurationException if something is set wrong */
    ProducerSettings settings(String name) {
        try {
            ProducerSettings settings = ProducerSettings.of(name, config, inherited, application);
            references.check(settings.client());
            warn(settings.warnings());
            if (!config.mock()) {
                checkCustomized(settings);
            }
            return settings;
        } catch (WrongSettingException e) {
            throw e.inConfiguration();
        }
    }

    /** A customizer that fails may do so for now: it is asked again for each client. */
    private void checkCustomized(ProducerSettings settings) {
        Map<String, Object> properties;
        try {
            properties = new ClientBuilder(settings.name(), settings.client()).customized();
        } catch (RuntimeException | LinkageError e) {
            KnownSecrets.add(settings.client().secrets());
            LOG.warnf(KnownSecrets.hide(e), "A ClientCustomizer failed for producer '%s' at the start. What it sets is checked "
                    + "when a client is made", settings.shownName());
            return;
        }
        if (properties.equals(settings.client().toMap())) {
            return;
        }
        ProducerSettings customized = settings.customized(properties);
        references.check(customized.client());
        List<String> warnings = new ArrayList<>(customized.warnings());
        warnings.removeAll(settings.warnings());
        warn(warnings);
    }

    private static void warn(List<String> warnings) {
        warnings.forEach(warning -> LOG.warn(Quoted.escape(warning)));
    }
}
