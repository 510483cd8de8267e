package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** The settings that several levels give together: the nearest one of each property. */
record MergedSettings(Map<String, Setting> kafka, Map<String, Setting> login) {

    /**
     * Merges levels. Settings of a cluster come from no level below the nearest one that has servers, so that no cluster is
     * shown another's. The nearest login is taken as a whole.
     *
     * @param levels the nearest first
     */
    static MergedSettings of(List<SettingsSource> levels) {
        Map<String, Setting> kafka = new LinkedHashMap<>();
        Map<String, Setting> login = Map.of();
        boolean sameCluster = true;
        boolean loginFound = false;
        for (SettingsSource level : levels) {
            for (Map.Entry<String, Setting> one : level.kafka.entrySet()) {
                boolean taken = !SettingsSource.isOfTheCluster(one.getKey()) || sameCluster
                        && !(loginFound && one.getKey().equals(SaslConfigs.SASL_JAAS_CONFIG));
                if (taken) {
                    kafka.putIfAbsent(one.getKey(), one.getValue());
                }
            }
            if (sameCluster && !loginFound && level.hasLogin()) {
                login = level.login;
                loginFound = true;
            }
            sameCluster &= !level.hasServers();
        }
        return new MergedSettings(kafka, login);
    }

    /** Sets the client id, which begins each line that Kafka's client logs. */
    private void putClientId(String clientId, String property) {
        kafka.put(ProducerConfig.CLIENT_ID_CONFIG, new Setting(Quoted.escape(clientId), property));
    }

    /** Fills in the client id, so that no two producers have the same. */
    MergedSettings withClientId(SettingsSource own, String base, String suffix) {
        Setting set = kafka.get(ProducerConfig.CLIENT_ID_CONFIG);
        if (set == null) {
            putClientId(base + suffix, ProducerConfig.CLIENT_ID_CONFIG);
        } else if (own.kafka.get(ProducerConfig.CLIENT_ID_CONFIG) != set) {
            putClientId(set.text() + suffix, set.property());
        } else {
            putClientId(set.text(), set.property());
        }
        return this;
    }
}
