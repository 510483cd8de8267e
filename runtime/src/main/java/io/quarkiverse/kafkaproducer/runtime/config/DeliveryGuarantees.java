package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;

/** Rejects or warns about properties that weaken the delivery guarantees: an acknowledged record is written, and once. */
final class DeliveryGuarantees {

    private static final int MOST_IN_FLIGHT = 5;

    /** Read by Kafka itself, whoever makes the TLS engine; and what makes it. */
    private static final Set<String> BESIDE_THE_TLS_REGISTRY = Set.of(
            SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);

    private final ClientProperties client;

    DeliveryGuarantees(ClientProperties client) {
        this.client = client;
    }

    void check() {
        for (String ours : ClientProperties.OURS) {
            client.setting(ours).filter(set -> !set.inherited()).ifPresent(set -> {
                throw WrongSettingException.of(set, "cannot be set, as the extension sets " + ours
                        + ": it should be removed" + instead(ours));
            });
        }
        if (acks().equals("0")) {
            throw WrongSettingException.of(client.setting(ProducerConfig.ACKS_CONFIG).orElseThrow(), "cannot be 0, as a send "
                    + "returns when the broker has acknowledged it: it should be all");
        }
        Optional<Setting> idempotence = client.setting(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);
        if (idempotence.isPresent() && isIdempotent()) {
            if (!acks().equals("all")) {
                throw WrongSettingException.of(idempotence.get(), "cannot be true with acks=" + acks()
                        + ": acks should be all");
            }
            if (client.parsed().getInt(ProducerConfig.RETRIES_CONFIG) == 0) {
                throw WrongSettingException.of(idempotence.get(), "cannot be true with retries=0: retries should be left out");
            }
        }
        if (isIdempotent() && inFlight() > MOST_IN_FLIGHT) {
            throw WrongSettingException.of(
                    client.setting(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION).orElseThrow(), "is " + inFlight()
                            + ", but an idempotent producer can have at most 5: it should be 5 or less");
        }
        if (client.bufferMemory() < client.batchSize()) {
            throw WrongSettingException.of(client.setting(ProducerConfig.BUFFER_MEMORY_CONFIG)
                    .or(() -> client.setting(ProducerConfig.BATCH_SIZE_CONFIG)).orElseThrow(),
                    "leaves no room for a batch: "
                            + "buffer.memory, which is " + client.bufferMemory() + ", should be at least batch.size, which is "
                            + client.batchSize());
        }
        client.setting(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG).ifPresent(set -> {
            if (client.parsed().getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) < client.requestAndLinger()) {
                throw WrongSettingException.of(set, "is " + set.text() + ": it should be at least linger.ms + "
                        + "request.timeout.ms, which is " + client.requestAndLinger());
            }
        });
    }

    private static String instead(String ours) {
        return switch (ours) {
            case ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG -> ", or value-serializer used";
            case ProducerConfig.MAX_BLOCK_MS_CONFIG -> ", or timeout used";
            default -> "";
        };
    }

    private String acks() {
        String acks = client.parsed().getString(ProducerConfig.ACKS_CONFIG).trim();
        return acks.equals("-1") ? "all" : acks;
    }

    private boolean isIdempotent() {
        return client.parsed().getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);
    }

    private int inFlight() {
        return client.parsed().getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION);
    }

    /** Returns warnings about settings that may be wanted, but should be seen. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (acks().equals("1")) {
            warnings.add(property(ProducerConfig.ACKS_CONFIG)
                    + " is 1: an acknowledged record is lost if the leader fails before the others have it, and may be written "
                    + "twice");
        }
        if (client.parsed().getInt(ProducerConfig.RETRIES_CONFIG) == 0) {
            warnings.add(property(ProducerConfig.RETRIES_CONFIG)
                    + " is 0: a send fails whenever a broker is restarted or a leader moves, and a record may be written twice");
        }
        if (!isIdempotent()) {
            warnings.add(property(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)
                    + " is false: a record may be written twice and records may change places");
        }
        Optional<Setting> tls = client.setting(SettingsSource.TLS_NAME);
        for (String name : client.set()) {
            Setting set = client.setting(name).orElseThrow();
            if (tls.isPresent() && name.startsWith("ssl.") && !BESIDE_THE_TLS_REGISTRY.contains(name)) {
                warnings.add(set.property() + " has no effect, as " + tls.get() + " says where keys and trust come from");
            }
            if (!set.inherited() && !ProducerConfig.configNames().contains(name) && !name.equals(SettingsSource.TLS_NAME)) {
                warnings.add(set.property() + " is not known to Kafka's producer. Unless a serializer, an interceptor or "
                        + "another class of the application reads it, it has no effect: see whether it is misspelt");
            }
        }
        return warnings;
    }

    private String property(String name) {
        return client.setting(name).map(Setting::property).orElse(name);
    }
}
