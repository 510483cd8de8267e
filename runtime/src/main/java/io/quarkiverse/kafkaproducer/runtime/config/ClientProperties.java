package io.quarkiverse.kafkaproducer.runtime.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.quarkiverse.kafkaproducer.runtime.text.Secrets;

/** The properties that a producer's Kafka clients are made with: of all levels, checked, and ours where none says otherwise. */
public final class ClientProperties {

    /** Kafka's own defaults linger 5 ms, which every send that is waited for would take longer. */
    private static final Map<String, Object> DEFAULTS = Map.of(ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.LINGER_MS_CONFIG, "0");

    /**
     * Kafka's own 16 KiB are a request for every few records, as a request has one batch of each partition at most: then the
     * brokers, and the way to them, are what limits many senders.
     */
    private static final int BATCH_SIZE = 128 * 1024;

    /** Kafka takes a whole batch of the buffer for each partition that is written to: this many are to have room at least. */
    private static final int BATCHES_IN_BUFFER = 128;

    /**
     * Properties that only the extension sets: a client that waits, or that writes values itself, could keep no promise of a
     * producer.
     */
    static final Set<String> OURS = Set.of(ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    /** Transactional calls wait by it; those that are not answered in time are made again. */
    private static final String TRANSACTIONAL_MAX_BLOCK_MS = "50";

    private final PropertyNames names;
    private final Map<String, Setting> settings;
    private final SaslCredentials login;
    private final AbstractConfig parsed;
    /** Settings that each send reads. They are kept here, because Kafka's configuration takes note of every read. */
    private final boolean mayBlock;
    private final long bufferMemory;
    private final int batchSize;
    private final boolean sendRunsUserCode;
    private final boolean compresses;
    private final boolean partitionsByKey;
    private final int maxRequestSize;
    private final CompressionType compression;

    private ClientProperties(PropertyNames names, Map<String, Setting> settings, SaslCredentials login) {
        this.names = names;
        this.settings = settings;
        this.login = login;
        this.parsed = parse();
        this.mayBlock = setting(ProducerConfig.TRANSACTIONAL_ID_CONFIG).filter(set -> !set.inherited()).isPresent();
        this.bufferMemory = parsed.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG);
        this.batchSize = parsed.getInt(ProducerConfig.BATCH_SIZE_CONFIG);
        this.sendRunsUserCode = parsed.getClass(ProducerConfig.PARTITIONER_CLASS_CONFIG) != null
                || !parsed.getList(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG).isEmpty();
        this.partitionsByKey = parsed.getClass(ProducerConfig.PARTITIONER_CLASS_CONFIG) == null
                && !parsed.getBoolean(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
        this.maxRequestSize = parsed.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        this.compression = CompressionType.forName(parsed.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG));
        this.compresses = compression != CompressionType.NONE;
    }

    /** @throws WrongSettingException if something is set wrong */
    static ClientProperties of(PropertyNames names, MergedSettings merged) {
        BootstrapServers.check(names, merged.kafka().get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
        PluginClasses.check(merged.kafka());
        TlsSettings.checkVerification(merged.kafka());
        SaslCredentials login = new Security(names, merged.kafka(), merged.login()).check();
        if (login != null && login.provider() == null) {
            merged.kafka().put(SaslConfigs.SASL_JAAS_CONFIG, new Setting(login.jaasLine(), login.property()));
        }
        return new ClientProperties(names, merged.kafka(), login);
    }

    /** Wrong values are told by the names that they were set by, and those of secrets not at all. */
    private AbstractConfig parse() {
        Map<String, Object> complete = new HashMap<>(DEFAULTS);
        settings.forEach((name, setting) -> complete.put(name, setting.value()));
        complete.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, defaultBatchSize(complete));
        // a raw client may have others, as instances, too
        complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try {
            return new AbstractConfig(ProducerConfig.configDef(), complete, false);
        } catch (ConfigException e) {
            throw wrong(e);
        }
    }

    /** Returns the default of {@code batch.size}: less if the buffer is small, and never less than Kafka's own. */
    private static int defaultBatchSize(Map<String, Object> properties) {
        ConfigDef kafka = ProducerConfig.configDef();
        int kafkas = (Integer) kafka.defaultValues().get(ProducerConfig.BATCH_SIZE_CONFIG);
        Object buffer = properties.get(ProducerConfig.BUFFER_MEMORY_CONFIG);
        if (buffer == null) {
            return BATCH_SIZE;
        }
        try {
            long bytes = (Long) ConfigDef.parseType(ProducerConfig.BUFFER_MEMORY_CONFIG, buffer, ConfigDef.Type.LONG);
            return (int) Math.max(kafkas, Math.min(BATCH_SIZE, bytes / BATCHES_IN_BUFFER));
        } catch (ConfigException e) {
            // said by those who parse all of it
            return kafkas;
        }
    }

    private WrongSettingException wrong(ConfigException e) {
        for (Setting setting : settings.values()) {
            String name = nameOf(setting);
            ConfigDef.ConfigKey key = ProducerConfig.configDef().configKeys().get(name);
            if (key == null) {
                continue;
            }
            try {
                Object value = ConfigDef.parseType(name, setting.value(), key.type);
                if (key.validator != null) {
                    key.validator.ensureValid(name, value);
                }
            } catch (ConfigException one) {
                boolean secret = key.type == ConfigDef.Type.PASSWORD;
                String reason = one.getMessage().substring(one.getMessage().indexOf(name) + name.length());
                String cure = reason.contains("Not a number") ? "; it should be a number" : "";
                return WrongSettingException.of(setting, secret ? "has a value that Kafka cannot take: it should be a text"
                        : "is '" + setting.text() + "'" + reason + cure);
            }
        }
        return WrongSettingException.of("The properties of the Kafka producer", "are wrong: "
                + HiddenValues.of(values()).hide(e.getMessage()));
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        settings.forEach((name, setting) -> values.put(name, setting.value()));
        return values;
    }

    private String nameOf(Setting setting) {
        return settings.entrySet().stream().filter(entry -> entry.getValue() == setting).findFirst().orElseThrow().getKey();
    }

    /**
     * Returns the properties for a {@code new KafkaProducer} behind a queue, which never lets it wait. Serializers are given
     * to it as instances. Credentials of a provider are not among them.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = forRawClient();
        map.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, mayBlock() ? TRANSACTIONAL_MAX_BLOCK_MS : "0");
        map.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, batchSize());
        return map;
    }

    /** Returns the properties of a client that keeps Kafka's own rules. */
    public Map<String, Object> forRawClient() {
        Map<String, Object> map = new HashMap<>(DEFAULTS);
        settings.forEach((name, setting) -> {
            // what kafka.* says of serializers and transactions is meant for one client, not for each
            if (!setting.inherited() || !OURS.contains(name) || name.equals(ProducerConfig.MAX_BLOCK_MS_CONFIG)) {
                map.put(name, setting.value());
            }
        });
        return map;
    }

    /** Returns the properties of a raw client of another cluster: without servers and their security. */
    public Map<String, Object> withoutCluster() {
        Map<String, Object> map = forRawClient();
        map.keySet().removeIf(SettingsSource::isOfTheCluster);
        return map;
    }

    /**
     * Returns what the application's customizers have made of {@link #toMap()}, after the checks that every setting goes
     * through. What belongs to the extension stays.
     *
     * @throws WrongSettingException if something is wrong then
     */
    public ClientProperties customized(Map<String, Object> properties) {
        Map<String, Object> before = toMap();
        Map<String, Setting> changed = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            Setting own = settings.get(name);
            if (OURS.contains(name) || own != null && Objects.equals(own.value(), value)) {
                if (own != null) {
                    changed.put(name, own);
                }
            } else if (own == null && name.equals(ProducerConfig.BATCH_SIZE_CONFIG) && value.equals(batchSize())) {
                // it would be another one where the buffer is another
                changed.put(name, new Setting(value, name));
            } else if (!Objects.equals(before.get(name), value)) {
                changed.put(name, isProvidedLogin(name) ? new Setting(value, login.property())
                        : new Setting(value, name + " (set by a ClientCustomizer)"));
            }
        });
        if (isProvidedLogin(SaslConfigs.SASL_JAAS_CONFIG)) {
            // asked for when a client is made
            changed.computeIfAbsent(SaslConfigs.SASL_JAAS_CONFIG,
                    name -> new Setting(login.jaasLine("user", "password"), login.property()));
        }
        return of(names, new MergedSettings(changed, Map.of()));
    }

    private boolean isProvidedLogin(String name) {
        return login != null && login.provider() != null && name.equals(SaslConfigs.SASL_JAAS_CONFIG);
    }

    /** @throws WrongSettingException if the client could not keep the promises of a producer */
    public void checkPromises() {
        new DeliveryGuarantees(this).check();
    }

    /** A copy with a client id that no other client has. */
    public ClientProperties withClientId(String clientId) {
        return with(Map.of(ProducerConfig.CLIENT_ID_CONFIG, clientId));
    }

    /** A copy whose clients make smaller batches. */
    public ClientProperties withBatchSize(int batchSize) {
        return with(Map.of(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(batchSize)));
    }

    /** A copy whose clients give up after this time, at the latest. */
    public ClientProperties withDeliveryTimeout(Duration timeout) {
        long linger = Math.min(parsed.getLong(ProducerConfig.LINGER_MS_CONFIG), timeout.toMillis() - 1);
        long request = Math.min(parsed.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), timeout.toMillis() - linger);
        return with(Map.of(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(timeout.toMillis()),
                ProducerConfig.LINGER_MS_CONFIG, String.valueOf(linger),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(request)));
    }

    /** Returns how many bytes a record with this key, value and headers may take in a request, at most. */
    public int sizeInRequest(byte[] key, byte[] value, Header[] headers) {
        return AbstractRecords.estimateSizeInBytesUpperBound(RecordBatch.CURRENT_MAGIC_VALUE,
                compression, key, value, headers);
    }

    public int maxRequestSize() {
        return maxRequestSize;
    }

    /** The same for one transactional client. Its {@code max.block.ms} is short but not 0. */
    public ClientProperties transactional(String transactionalId, Duration timeout) {
        return with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(timeout.toMillis()),
                ProducerConfig.CLIENT_ID_CONFIG, clientId() + "-" + transactionalId));
    }

    private ClientProperties with(Map<String, Object> others) {
        Map<String, Setting> changed = new LinkedHashMap<>(settings);
        others.forEach((name, value) -> changed.put(name, new Setting(value, name)));
        return new ClientProperties(names, changed, login);
    }

    /** Returns whether the client may block, as a transactional one does. */
    public boolean mayBlock() {
        return mayBlock;
    }

    /** Null where nobody logs in by username and password. */
    public SaslCredentials login() {
        return login;
    }

    /** @throws WrongSettingException if it names a TLS configuration that is not known */
    public void checkTlsName(Predicate<String> known) {
        setting(SettingsSource.TLS_NAME).ifPresent(tls -> {
            if (!known.test(tls.text())) {
                throw WrongSettingException.of(tls,
                        "is '" + tls.text() + "', but there is no such TLS configuration: it should "
                                + "be the name of one, and quarkus.tls.\"" + tls.text() + "\".* what it is");
            }
        });
    }

    /** @throws WrongSettingException if batches cannot be compressed here as is set */
    public void checkCompression() {
        setting(ProducerConfig.COMPRESSION_TYPE_CONFIG).ifPresent(new CompressionCodec()::check);
    }

    /** Returns the name of the TLS registry's configuration that certificates are taken from, if they are. */
    public Optional<String> tlsConfiguration() {
        return setting(SettingsSource.TLS_NAME).map(Setting::text);
    }

    /**
     * Reads the key store, the trust store and whatever else the Kafka client would read to log in. Blocks.
     *
     * @throws WrongSettingException if it cannot use them, or another property of TLS or OAuth
     */
    public void checkFiles() {
        new TlsSettings(this).check();
        new OauthSettings(this).check();
    }

    /** Returns the texts that must not be seen anywhere. */
    public Secrets secrets() {
        Secrets secrets = secretsOf(toMap()).and(HiddenValues.of(resolved()));
        return login == null || login.password() == null ? secrets : secrets.and(Secrets.of(List.of(login.password())));
    }

    /** Returns what Kafka has put in for variables, by its {@code config.providers}. */
    private Map<String, Object> resolved() {
        Map<String, Object> resolved = new HashMap<>();
        if (settings.containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG)) {
            parsed.originals().forEach((name, value) -> {
                if (settings.containsKey(name) && !value.equals(settings.get(name).value())) {
                    resolved.put(name, value);
                }
            });
        }
        return resolved;
    }

    /** Returns the place where a property was set, for messages; empty if it is Kafka's default or ours. */
    Optional<Setting> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    Set<String> set() {
        return settings.keySet();
    }

    AbstractConfig parsed() {
        return parsed;
    }

    public String clientId() {
        return parsed.getString(ProducerConfig.CLIENT_ID_CONFIG);
    }

    /** Returns what its properties are called where they are set, for messages. */
    public PropertyNames names() {
        return names;
    }

    /** Returns who it authenticates as and how, without a secret; null if it does not. */
    public String shownLogin() {
        if (!securityProtocol().startsWith("SASL")) {
            return null;
        }
        return (login == null ? "the user of sasl.jaas.config" : login) + " by "
                + parsed.getString(SaslConfigs.SASL_MECHANISM);
    }

    public String bootstrapServers() {
        return String.join(",", parsed.getList(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** Returns the timeout that Kafka uses. If it is not set, Kafka raises it to the longest time of a request. */
    public Duration deliveryTimeout() {
        long delivery = parsed.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        return Duration.ofMillis(settings.containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) ? delivery
                : Math.max(delivery, requestAndLinger()));
    }

    long requestAndLinger() {
        return Math.min(Integer.MAX_VALUE,
                parsed.getLong(ProducerConfig.LINGER_MS_CONFIG) + parsed.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG));
    }

    public long bufferMemory() {
        return bufferMemory;
    }

    public int batchSize() {
        return batchSize;
    }

    /** Returns whether a record with a key goes to the partition that Kafka's own rule says. */
    public boolean partitionsByKey() {
        return partitionsByKey;
    }

    public Duration requestTimeout() {
        return Duration.ofMillis(parsed.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG));
    }

    public String securityProtocol() {
        return parsed.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    }

    /** A partitioner or an interceptor of the application. */
    public boolean sendRunsUserCode() {
        return sendRunsUserCode;
    }

    public boolean compresses() {
        return compresses;
    }

    /** Returns the texts that must not be seen because of these properties. */
    public static Secrets secretsOf(Map<String, Object> properties) {
        return HiddenValues.of(properties);
    }

    /** Returns the properties of a client behind a queue, without secrets, and without values that may be secrets. */
    public Map<String, String> shown() {
        return shown(toMap());
    }

    private static Map<String, String> shown(Map<String, Object> properties) {
        Map<String, String> shown = new TreeMap<>();
        properties.forEach((name, value) -> shown.put(name, HiddenValues.shown(name, value)));
        return shown;
    }

    @Override
    public String toString() {
        return shown(forRawClient()).toString();
    }
}
