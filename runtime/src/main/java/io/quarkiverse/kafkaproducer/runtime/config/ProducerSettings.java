package io.quarkiverse.kafkaproducer.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.quarkiverse.kafkaproducer.KafkaConfig;
import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * All settings of one producer, with defaults filled in.
 *
 * @param valueSerializer null for JSON
 * @param cloudEvents empty where records are no events
 */
public record ProducerSettings(String name, Duration timeout, Duration closeTimeout, int maxPendingRecords,
        long maxPendingBytes, Optional<String> transactionalIdPrefix, ValueSerializer valueSerializer,
        Optional<CloudEventSettings> cloudEvents, PropertyNames names, ClientProperties client) {

    /** @param property where it was set, for messages */
    public record ValueSerializer(String name, String property) {
    }

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int RECORDS = 250_000;
    private static final long BYTES = 64L * 1024 * 1024;

    private static final String CLIENT_ID = "kafka-producer";

    /**
     * Returns the settings of a configured producer.
     *
     * @param inherited every {@code kafka.*} property, without its prefix
     * @throws WrongSettingException if something is set wrong
     */
    public static ProducerSettings of(String name, ProducersConfig config, Map<String, Object> inherited) {
        return of(name, config, inherited, Optional.empty());
    }

    /**
     * Returns the settings of a producer of this application, whose name its clients have.
     *
     * @param application its name, if it has one
     */
    public static ProducerSettings of(String name, ProducersConfig config, Map<String, Object> inherited,
            Optional<String> application) {
        ProducersConfig.OneProducer own = config.producers().get(name);
        ProducersConfig.OneProducer byDefault = config.producers().get(ProducersConfig.DEFAULT_NAME);
        boolean named = !name.equals(ProducersConfig.DEFAULT_NAME);
        PropertyNames names = PropertyNames.ofProducer(name);
        PropertyNames defaultNames = PropertyNames.ofProducer(ProducersConfig.DEFAULT_NAME);

        SettingsSource ownLevel = SettingsSource.of(names, own);
        List<SettingsSource> levels = named
                ? List.of(ownLevel, SettingsSource.of(defaultNames, byDefault), SettingsSource.inherited(inherited))
                : List.of(ownLevel, SettingsSource.inherited(inherited));
        ClientProperties client = ClientProperties.of(names,
                MergedSettings.of(levels).withClientId(ownLevel, clientId(application, CLIENT_ID), named ? "-" + name : ""));

        Inherited from = new Inherited(own, byDefault, names, defaultNames);
        ProducerSettings settings = new ProducerSettings(name,
                from.nearest(ProducersConfig.OneProducer::timeout).orElse(TEN_SECONDS),
                from.nearest(ProducersConfig.OneProducer::closeTimeout).orElse(TEN_SECONDS),
                from.atLeastOne("max-pending-records", ProducersConfig.OneProducer::maxPendingRecords, RECORDS).intValue(),
                from.atLeastOne("max-pending-bytes", one -> one.maxPendingBytes().map(MemorySize::asLongValue), BYTES)
                        .longValue(),
                from.nearest(ProducersConfig.OneProducer::transactionalIdPrefix),
                from.nearest(ProducersConfig.OneProducer::valueSerializer)
                        .map(set -> new ValueSerializer(set,
                                from.property("value-serializer", ProducersConfig.OneProducer::valueSerializer)))
                        .orElse(null),
                CloudEventSettings.of(own.cloudEvents(), byDefault.cloudEvents(), names), names, client);
        settings.checkTimeouts(from);
        new DeliveryGuarantees(client).check();
        return settings;
    }

    /** Returns the same as {@link #of(KafkaConfig, Optional)} for an application without a name. */
    static ProducerSettings of(KafkaConfig config) {
        return of(config, Optional.empty());
    }

    /**
     * Returns the settings of a connection made by hand. They are not checked against the promises, because a raw client may
     * break them.
     *
     * @param application its name, if it has one
     * @throws WrongSettingException if something is set wrong
     */
    public static ProducerSettings of(KafkaConfig config, Optional<String> application) {
        SettingsSource own = SettingsSource.of(config);
        PropertyNames names = PropertyNames.ofKafkaConfig();
        ClientProperties client = ClientProperties.of(names,
                MergedSettings.of(List.of(own)).withClientId(own, clientId(application, "kafka-instance"), ""));
        Optional<String> prefix = Optional.ofNullable(config.properties().get(SettingsSource.TRANSACTIONAL_ID_PREFIX))
                .map(String::valueOf);
        return new ProducerSettings(client.clientId(), TEN_SECONDS, TEN_SECONDS, RECORDS, BYTES, prefix, null, Optional.empty(),
                names,
                client);
    }

    /** Brokers, quotas and dashboards tell applications apart by it. */
    private static String clientId(Optional<String> application, String what) {
        return application.map(name -> name + '-' + what).orElse(what);
    }

    /** @throws WrongSettingException if the client could not keep the promises of a producer */
    public void checkPromises() {
        new DeliveryGuarantees(client).check();
        if (timeout.compareTo(client.deliveryTimeout()) > 0) {
            throw WrongSettingException.of(client.setting("delivery.timeout.ms").orElseThrow(), "is "
                    + client.deliveryTimeout().toMillis() + ": it should be at least the timeout, " + timeout.toMillis());
        }
    }

    /** Returns warnings about settings that may be wanted, but should be seen: one line for each property. */
    public List<String> warnings() {
        return new DeliveryGuarantees(client).warnings();
    }

    /** The name as it stands in messages: what could start or hide a line of a log is escaped. */
    public String shownName() {
        return Quoted.escape(name);
    }

    /** Returns the name under which a property of this producer is set. */
    public String property(String property) {
        return names.of(property);
    }

    public ProducerSettings withClientId(String clientId) {
        return new ProducerSettings(name, timeout, closeTimeout, maxPendingRecords, maxPendingBytes, transactionalIdPrefix,
                valueSerializer, cloudEvents, names, client.withClientId(clientId));
    }

    /**
     * Returns the same with what the application's customizers make of the client's properties.
     *
     * @throws WrongSettingException if something is wrong then
     */
    public ProducerSettings customized(Map<String, Object> properties) {
        ProducerSettings customized = new ProducerSettings(name, timeout, closeTimeout, maxPendingRecords, maxPendingBytes,
                transactionalIdPrefix, valueSerializer, cloudEvents, names, client.customized(properties));
        customized.checkPromises();
        return customized;
    }

    /**
     * A copy for a client that gives up for good when its sends do, since somebody else goes on with them then. What it sends
     * has its attributes of events already.
     */
    public ProducerSettings givingUpInTime() {
        return new ProducerSettings(name, timeout, closeTimeout, maxPendingRecords, maxPendingBytes, transactionalIdPrefix,
                valueSerializer, Optional.empty(), names, client.withDeliveryTimeout(timeout));
    }

    private void checkTimeouts(Inherited from) {
        String property = from.property("timeout", ProducersConfig.OneProducer::timeout);
        if (timeout.isNegative() || timeout.isZero()) {
            throw WrongSettingException.of(property, "is " + timeout + ": it should be a positive duration");
        }
        if (timeout.compareTo(client.deliveryTimeout()) > 0) {
            throw WrongSettingException.of(property, "is " + timeout + ", above delivery.timeout.ms, after which the Kafka "
                    + "client gives up: it should be at most " + client.deliveryTimeout().toMillis() + " ms, or "
                    + client.setting("delivery.timeout.ms").map(Setting::property)
                            .orElse(from.names().kafka("delivery.timeout.ms"))
                    + " raised");
        }
        if (closeTimeout.isNegative() || closeTimeout.compareTo(LONGEST) > 0) {
            throw WrongSettingException.of(from.property("close-timeout", ProducersConfig.OneProducer::closeTimeout), "is "
                    + closeTimeout + ": it should be zero or positive, and at most a day");
        }
    }

    /** Gives a named producer's own value, else the default producer's. */
    private record Inherited(ProducersConfig.OneProducer own, ProducersConfig.OneProducer byDefault, PropertyNames names,
            PropertyNames defaultNames) {

        <T> Optional<T> nearest(Function<ProducersConfig.OneProducer, Optional<T>> what) {
            return what.apply(own).or(() -> what.apply(byDefault));
        }

        <T> String property(String property, Function<ProducersConfig.OneProducer, Optional<T>> what) {
            return (what.apply(own).isPresent() || what.apply(byDefault).isEmpty() ? names : defaultNames).of(property);
        }

        <T extends Number> Number atLeastOne(String property, Function<ProducersConfig.OneProducer, Optional<T>> what,
                T otherwise) {
            T value = nearest(what).orElse(otherwise);
            if (value.longValue() < 1) {
                throw WrongSettingException.of(property(property, what),
                        "is " + value + ": it should be at least 1");
            }
            return value;
        }
    }
}
