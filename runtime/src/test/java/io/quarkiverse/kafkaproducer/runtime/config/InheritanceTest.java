package io.quarkiverse.kafkaproducer.runtime.config;

import static io.quarkiverse.kafkaproducer.runtime.config.Configured.DEFAULT;
import static io.quarkiverse.kafkaproducer.runtime.config.Configured.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class InheritanceTest {

    private static Map<String, Object> client(String name, String... properties) {
        return settings(name, properties).client().toMap();
    }

    @Test
    void theNearestLevelWins() {
        Map<String, Object> client = client("payments", "kafka.bootstrap.servers", "k:1", "kafka.linger.ms", "1",
                "kafka.batch.size", "1", "kafka.acks", "-1", "~properties.\"linger.ms\"", "2", "~properties.\"batch.size\"",
                "2",
                "~\"payments\".properties.\"linger.ms\"", "3");

        assertThat(client).containsEntry("linger.ms", "3").containsEntry("batch.size", "2").containsEntry("acks", "-1");
    }

    @Test
    void whatIsNotSetIsOursThenKafkas() {
        ProducerSettings settings = settings(DEFAULT, "kafka.bootstrap.servers", "k:1");

        assertThat(settings.client().toMap()).containsEntry("linger.ms", "0").containsEntry("acks", "all")
                .containsEntry("client.id", "kafka-producer").containsEntry("max.block.ms", "0").doesNotContainKey("retries")
                .containsEntry("batch.size", 131_072);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.client().deliveryTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void batchesAreSmallerWhereTheBufferIs() {
        assertThat(client(DEFAULT, "kafka.bootstrap.servers", "k:1", "kafka.buffer.memory", "8388608"))
                .containsEntry("batch.size", 65_536);
        assertThat(client(DEFAULT, "kafka.bootstrap.servers", "k:1", "~properties.\"buffer.memory\"", "100000"))
                .containsEntry("batch.size", 16_384);
    }

    @Test
    void aRawClientHasKafkasBatches() {
        assertThat(settings(DEFAULT, "kafka.bootstrap.servers", "k:1").client().forRawClient()).doesNotContainKey("batch.size");
    }

    @Test
    void aNamedProducerHasTheLimitsOfTheDefaultOne() {
        ProducerSettings settings = settings("payments", "~bootstrap-servers", "k:1", "~timeout", "7s", "~max-pending-bytes",
                "1M", "~\"payments\".timeout", "3s", "~value-serializer", "avro");

        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.maxPendingBytes()).isEqualTo(1 << 20);
        assertThat(settings.valueSerializer().name()).isEqualTo("avro");
        assertThat(settings.client().bootstrapServers()).isEqualTo("k:1");
    }

    @Test
    void serversOfItsOwnTakeNothingOfAnotherClustersSecurity() {
        Map<String, Object> client = client("payments", "kafka.bootstrap.servers", "k:1",
                "kafka.sasl.jaas.config", "org.acme.Module required password=\"secret\";", "kafka.sasl.mechanism", "PLAIN",
                "kafka.security.protocol", "SASL_SSL", "kafka.ssl.keystore.password", "secret", "kafka.ssl.keystore.location",
                "/key.p12", "kafka.tls-configuration-name", "tls", "~security-protocol", "SASL_PLAINTEXT", "~sasl.mechanism",
                "SCRAM-SHA-256", "~sasl.username", "user", "~sasl.password", "secret", "~properties.\"ssl.key.password\"",
                "secret", "~properties.\"compression.type\"", "zstd", "~\"payments\".bootstrap-servers", "other:1");

        assertThat(client).containsOnlyKeys("bootstrap.servers", "client.id", "linger.ms", "acks", "max.block.ms",
                "compression.type", "batch.size").containsEntry("bootstrap.servers", "other:1");
    }

    @Test
    void theDefaultProducersOwnServersTakeNothingOfKafkas() {
        assertThat(client(DEFAULT, "kafka.bootstrap.servers", "k:1", "kafka.security.protocol", "SSL",
                "kafka.ssl.key.password", "secret", "~bootstrap-servers", "other:1"))
                .doesNotContainKeys("security.protocol", "ssl.key.password");
    }

    @Test
    void onTheSameClusterANameMayLogInAsSomebodyElse() {
        Map<String, Object> client = client("payments", "~bootstrap-servers", "k:1", "~security-protocol", "SASL_SSL",
                "~sasl.mechanism", "PLAIN", "~credentials-provider", "vault", "~\"payments\".sasl.username", "user",
                "~\"payments\".sasl.password", "pass");

        assertThat(((Password) client.get("sasl.jaas.config")).value()).contains("username=\"user\"")
                .contains("password=\"pass\"");
        assertThat(settings("payments", "~bootstrap-servers", "k:1", "~security-protocol", "SASL_SSL", "~sasl.mechanism",
                "PLAIN", "~sasl.username", "user", "~sasl.password", "pass", "~\"payments\".credentials-provider", "vault")
                .client().login().provider()).isEqualTo("vault");
    }

    @Test
    void aPasswordOfOurOwnReplacesKafkasJaasLine() {
        Map<String, Object> client = client(DEFAULT, "kafka.bootstrap.servers", "k:1", "kafka.security.protocol", "SASL_SSL",
                "kafka.sasl.mechanism", "PLAIN", "kafka.sasl.jaas.config", "org.acme.Module required a=\"theirs\";",
                "~sasl.username", "user", "~sasl.password", "ours");

        assertThat(((Password) client.get("sasl.jaas.config")).value()).contains("password=\"ours\"").doesNotContain("theirs");
    }

    @Test
    void clientIdsDiffer() {
        assertThat(client("payments", "kafka.bootstrap.servers", "k:1")).containsEntry("client.id", "kafka-producer-payments");
        assertThat(client(DEFAULT, "kafka.bootstrap.servers", "k:1", "kafka.client.id", "shop"))
                .containsEntry("client.id", "shop");
        assertThat(client("payments", "kafka.bootstrap.servers", "k:1", "kafka.client.id", "shop"))
                .containsEntry("client.id", "shop-payments");
        assertThat(
                client("payments", "kafka.bootstrap.servers", "k:1", "~client-id", "shop", "~\"payments\".client-id", "till"))
                .containsEntry("client.id", "till");
    }

    @Test
    void clientIdsThatAreNotSetBeginWithTheNameOfTheApplication() {
        assertThat(client(DEFAULT, "kafka.bootstrap.servers", "k:1", "quarkus.application.name", "orders"))
                .containsEntry("client.id", "orders-kafka-producer");
        assertThat(client("payments", "kafka.bootstrap.servers", "k:1", "quarkus.application.name", "orders"))
                .containsEntry("client.id", "orders-kafka-producer-payments");
        assertThat(client("payments", "kafka.bootstrap.servers", "k:1", "quarkus.application.name", "orders", "~client-id",
                "shop")).containsEntry("client.id", "shop-payments");
    }

    @Test
    void whatKafkasPropertiesSayOfOursIsIgnored() {
        ProducerSettings settings = settings(DEFAULT, "kafka.bootstrap.servers", "k:1", "kafka.max.block.ms", "5000",
                "kafka.key.serializer", "org.acme.Missing", "kafka.transactional.id", "tx", "kafka.group.id", "g",
                "kafka.home", "/opt/kafka");

        assertThat(settings.client().toMap()).containsEntry("max.block.ms", "0").doesNotContainKeys("key.serializer",
                "transactional.id", "group.id");
        assertThat(settings.client().forRawClient()).containsEntry("max.block.ms", "5000").doesNotContainKeys("key.serializer",
                "transactional.id", "group.id");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void aTlsConfigurationMeansTls() {
        assertThat(client(DEFAULT, "~bootstrap-servers", "k:1", "~tls-configuration-name", "my")).containsEntry(
                "security.protocol", "SSL").containsKey("ssl.engine.factory.class");
        assertThat(client(DEFAULT, "~bootstrap-servers", "k:1", "~tls-configuration-name", "my", "~sasl.mechanism", "PLAIN",
                "~sasl.username", "user", "~sasl.password", "pass")).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void aPasswordOfAnotherProviderIsTakenAsItIs() {
        Map<String, Object> client = client(DEFAULT, "~bootstrap-servers", "k:1", "~security-protocol", "SASL_SSL",
                "~sasl.mechanism", "PLAIN", "~sasl.username", "user", "~sasl.password", "\\${file:/etc/passwd:x}",
                "~properties.\"config.providers\"", "file", "~properties.\"config.providers.file.class\"",
                "org.apache.kafka.common.config.provider.FileConfigProvider");

        // not a text, in which Kafka would replace variables
        assertThat(client.get("sasl.jaas.config")).isInstanceOfSatisfying(Password.class,
                line -> assertThat(line.value()).contains("\"${file:/etc/passwd:x}\""));
    }

    @Test
    void namesAndClientIdsCannotForgeALineOfALog() {
        ProducerSettings settings = settings("a\nb", "~bootstrap-servers", "k:1", "~client-id", "c\nd");

        assertThat(settings.name()).isEqualTo("a\nb");
        assertThat(settings.shownName()).isEqualTo("a\\nb");
        assertThat(settings.property("timeout")).isEqualTo("quarkus.kafka-producer.\"a\\nb\".timeout");
        assertThat(settings.client().clientId()).isEqualTo("c\\nd-a\\nb");
        assertThat(settings(DEFAULT, "~bootstrap-servers", "k:1", "~client-id", "c\nd").client().clientId())
                .isEqualTo("c\\nd");
    }
}
