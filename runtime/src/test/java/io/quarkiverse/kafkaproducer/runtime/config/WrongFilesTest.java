package io.quarkiverse.kafkaproducer.runtime.config;

import static io.quarkiverse.kafkaproducer.runtime.config.Configured.DEFAULT;
import static io.quarkiverse.kafkaproducer.runtime.config.Configured.settings;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tries TLS and OAuth settings in the way of the Kafka client; one message names the property to change. */
class WrongFilesTest {

    private static final String PREFIX = "quarkus.kafka-producer.properties.\"";

    @TempDir
    private Path directory;
    private String store;
    private String pem;

    @BeforeEach
    void writeStores() throws Exception {
        KeyStore keys = KeyStore.getInstance("JCEKS");
        keys.load(null, null);
        keys.setEntry("key", new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
                new KeyStore.PasswordProtection("s3cret of the key".toCharArray()));
        store = directory.resolve("store.jceks").toString();
        try (OutputStream out = Files.newOutputStream(Path.of(store))) {
            keys.store(out, "s3cret of the store".toCharArray());
        }
        pem = Files.writeString(directory.resolve("store.pem"), "s3cret, and no certificate").toString();
    }

    @Test
    void whatIsRightIsLeftAlone() {
        assertThatCode(() -> check("ssl.keystore.location", store, "ssl.keystore.type", "JCEKS", "ssl.keystore.password",
                "s3cret of the store", "ssl.key.password", "s3cret of the key", "ssl.truststore.location", store,
                "ssl.truststore.type", "JCEKS", "ssl.truststore.password", "s3cret of the store", "ssl.protocol", "TLSv1.2",
                "ssl.enabled.protocols", "TLSv1.2,TLSv1.3", "ssl.keymanager.algorithm", "PKIX", "ssl.provider", "SunJSSE",
                "ssl.cipher.suites", "TLS_AES_256_GCM_SHA384", "ssl.secure.random.implementation", "SHA1PRNG"))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutTlsNothingIsRead() {
        assertThatCode(() -> settings(DEFAULT, "~bootstrap-servers", "k:1", "~properties.\"ssl.keystore.location\"", "missing",
                "~properties.\"ssl.protocol\"", "SSLv99").client().checkFiles()).doesNotThrowAnyException();
    }

    @Test
    void aValueThatTheJvmDoesNotKnowIsToldWithThoseThatItKnows() {
        assertWrong("ssl.protocol\" is 'TLSv9', which this JVM does not support (TLSv9 SSLContext not available): it should be "
                + "one of ", "ssl.protocol", "TLSv9");
        assertWrong("ssl.provider\" is 'Acme', which this JVM does not support", "ssl.provider", "Acme");
        assertWrong("ssl.enabled.protocols\" is 'TLSv1.3,TLSv9', which this JVM does not support", "ssl.enabled.protocols",
                "TLSv1.3,TLSv9");
        assertWrong("ssl.cipher.suites\" is 'TLS_NONE', which this JVM does not support", "ssl.cipher.suites", "TLS_NONE");
        assertWrong("ssl.keymanager.algorithm\" is 'X', which this JVM", "ssl.keymanager.algorithm", "X");
        assertWrong("ssl.trustmanager.algorithm\" is 'X', which this JVM", "ssl.trustmanager.algorithm", "X");
        assertWrong("ssl.secure.random.implementation\" is 'X', which this JVM", "ssl.secure.random.implementation", "X");
    }

    @Test
    void aStoreThatCannotBeUsedIsToldByTheSettingThatIsWrong() {
        assertWrong("ssl.keystore.location\" is '" + directory + "/none', which is no file that can be read: it should be the "
                + "path of a key store", "ssl.keystore.location", directory + "/none", "ssl.keystore.password", "s3cret");
        assertWrong("ssl.truststore.location\" is '" + directory + "', which is no file that can be read: it should be the "
                + "path of a trust store", "ssl.truststore.location", directory.toString());
        assertWrong("ssl.truststore.location\" is '" + store + "', which is no trust store of type JKS",
                "ssl.truststore.location", store);
        assertWrong("ssl.truststore.location\" is '" + pem + "', which is no trust store of type PEM",
                "ssl.truststore.location", pem, "ssl.truststore.type", "PEM");
        assertWrong("ssl.truststore.type\" is 'ZIP', a type of store that this JVM does not support: it should be PEM or one "
                + "of ", "ssl.truststore.location", store, "ssl.truststore.type", "ZIP");
        assertWrong("ssl.truststore.password\" is not the password of the trust store " + store + ": it should be the one that "
                + "it was written with", "ssl.truststore.location", store, "ssl.truststore.type", "JCEKS",
                "ssl.truststore.password", "wrong s3cret");
        assertWrong("ssl.keystore.password\" is not the password of the key store " + store, "ssl.keystore.location", store,
                "ssl.keystore.type", "JCEKS", "ssl.keystore.password", "wrong s3cret");
        assertWrong("ssl.key.password\" is not the password of the key in the key store " + store, "ssl.keystore.location",
                store, "ssl.keystore.type", "JCEKS", "ssl.keystore.password", "s3cret of the store", "ssl.key.password",
                "wrong s3cret");
        assertWrong(
                "ssl.keystore.location\" cannot be used with what else is set of the key store (SSL key store is specified, "
                        + "but key store password is not specified.)",
                "ssl.keystore.location", store);
        assertWrong("ssl.keystore.key\" cannot be used with what else is set of the key store", "ssl.keystore.key", "s3cret");
    }

    @Test
    void whatTokensAreAskedForWithIsToldByTheSettingThatIsWrong() {
        String[] login = { "sasl.mechanism", "OAUTHBEARER", "sasl.login.callback.handler.class",
                OAuthBearerLoginCallbackHandler.class.getName(), "sasl.jaas.config",
                OAuthBearerLoginModule.class.getName() + " required clientId=\"i\" clientSecret=\"s3cret\";",
                "sasl.oauthbearer.jwt.validator.class", "org.apache.kafka.common.security.oauthbearer.ClientJwtValidator" };
        assertWrongLogin("sasl.oauthbearer.token.endpoint.url\" is not what " + PREFIX + "sasl.login.callback.handler.class\" "
                + "needs (", login);
        assertWrongLogin("sasl.oauthbearer.token.endpoint.url\" is not what ", and(login,
                "sasl.oauthbearer.token.endpoint.url", "https://u:s3cret@tokens.example/x"));
    }

    @Test
    void aLibraryThatKafkaDoesNotBringIsAskedFor() {
        assertWrongLogin("sasl.login.callback.handler.class\" is '" + OAuthBearerLoginCallbackHandler.class.getName()
                + "', which needs a class that is not there (org/jose4j/", "sasl.mechanism", "OAUTHBEARER",
                "sasl.login.callback.handler.class", OAuthBearerLoginCallbackHandler.class.getName(), "sasl.jaas.config",
                OAuthBearerLoginModule.class.getName() + " required clientId=\"i\" clientSecret=\"s3cret\";",
                "sasl.oauthbearer.token.endpoint.url", "https://tokens.example/x");
    }

    private static String[] and(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }

    private static void assertWrong(String message, String... properties) {
        assertThatThrownBy(() -> check(properties)).isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith(PREFIX + message).hasMessageContaining("should be").hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    private static void assertWrongLogin(String message, String... properties) {
        assertWrong(message, and(properties, "security.protocol", "SASL_PLAINTEXT"));
    }

    private static void check(String... properties) {
        String[] all = new String[properties.length];
        for (int i = 0; i < properties.length; i++) {
            all[i] = i % 2 == 0 ? "~properties.\"" + properties[i] + '"' : properties[i];
        }
        String[] tls = Stream.of(properties).anyMatch("security.protocol"::equals) ? all
                : and(all, "~security-protocol", "SSL");
        settings(DEFAULT, and(tls, "~bootstrap-servers", "k:1")).client().checkFiles();
    }
}
