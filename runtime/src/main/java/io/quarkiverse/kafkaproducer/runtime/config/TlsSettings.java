package io.quarkiverse.kafkaproducer.runtime.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SecurityConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/**
 * Checks what Kafka's own TLS engine is made from, by making one as the client does. Where that fails, each setting is tried
 * by itself, so that the message names the one to change.
 */
final class TlsSettings {

    /** Properties that can each be wrong by itself. A later one is tried with the earlier ones, which are right then. */
    private static final List<String> VALUES = List.of(SslConfigs.SSL_PROVIDER_CONFIG, SslConfigs.SSL_PROTOCOL_CONFIG,
            SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, SslConfigs.SSL_CIPHER_SUITES_CONFIG,
            SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG, SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG,
            SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG);

    private static final Store KEYS = new Store("key store", SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, List.of(
                    SslConfigs.SSL_KEY_PASSWORD_CONFIG, SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG));
    private static final Store TRUST = new Store("trust store", SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, List.of(
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG));

    /** The properties that say what is in a store. */
    private record Store(String what, String location, String type, String password, List<String> others) {

        Stream<String> properties() {
            return Stream.concat(Stream.of(location, type, password), others.stream());
        }
    }

    private final ClientProperties client;
    private final Map<String, Object> values;

    TlsSettings(ClientProperties client) {
        this.client = client;
        this.values = new HashMap<>(client.parsed().values());
    }

    /** Checks the verification of host names, which Kafka's client sets for any engine. */
    static void checkVerification(Map<String, Setting> settings) {
        Setting set = settings.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
        if (set != null && !set.text().isBlank()
                && !List.of("HTTPS", "LDAPS").contains(set.text().trim().toUpperCase(Locale.ROOT))) {
            throw WrongSettingException.of(set, "is '" + set.text() + "': it should be https, or nothing where the host name "
                    + "of the broker is not to be verified");
        }
    }

    /**
     * Reads the stores. Blocks.
     *
     * @throws WrongSettingException if no engine can be made
     */
    void check() {
        if (!client.securityProtocol().toUpperCase(Locale.ROOT).endsWith("SSL")
                || client.parsed().getClass(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null) {
            return;
        }
        checkFile(KEYS);
        checkFile(TRUST);
        Exception failure = failure(values);
        if (failure == null) {
            return;
        }
        Map<String, Object> tried = new HashMap<>(ProducerConfig.configDef().defaultValues());
        tried.put(SecurityConfig.SECURITY_PROVIDERS_CONFIG, values.get(SecurityConfig.SECURITY_PROVIDERS_CONFIG));
        for (String name : VALUES) {
            tried.put(name, values.get(name));
            Exception reason = client.setting(name).isEmpty() ? null : failure(tried);
            if (reason != null) {
                throw wrongValue(name, reason);
            }
        }
        check(KEYS, tried);
        check(TRUST, tried);
        throw WrongSettingException.of("The ssl.* properties", "do not fit together (" + text(failure)
                + "): they should be what the brokers' administrators say");
    }

    private void checkFile(Store store) {
        client.setting(store.location()).ifPresent(set -> {
            boolean readable;
            try {
                Path path = Path.of((String) values.get(store.location()));
                readable = Files.isReadable(path) && !Files.isDirectory(path);
            } catch (InvalidPathException e) {
                readable = false;
            }
            if (!readable) {
                throw WrongSettingException.of(set, "is '" + set.text() + "', which is no file that can be read: it should be "
                        + "the path of a " + store.what());
            }
        });
    }

    /** Returns why no engine can be made; null if one can. */
    private static Exception failure(Map<String, Object> values) {
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(values);
            factory.createClientSslEngine("localhost", 0, "");
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private WrongSettingException wrongValue(String name, Exception reason) {
        Setting set = client.setting(name).orElseThrow();
        List<String> known = known(name);
        return WrongSettingException.of(set, "is '" + set.text() + "', which this JVM does not support ("
                + text(reason) + "): it should be " + (known.isEmpty() ? "what it supports"
                        : (name.equals(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG) ? "some of " : "one of ")
                                + String.join(", ", known)));
    }

    private static List<String> known(String name) {
        return switch (name) {
            case SslConfigs.SSL_PROVIDER_CONFIG -> Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
            case SslConfigs.SSL_PROTOCOL_CONFIG -> algorithms("SSLContext");
            case SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG -> algorithms("KeyManagerFactory");
            case SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG -> algorithms("TrustManagerFactory");
            case SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG -> algorithms("SecureRandom");
            case SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG -> protocols();
            // more than anybody wants to read
            default -> List.of();
        };
    }

    private static List<String> algorithms(String type) {
        return Arrays.stream(Security.getProviders()).flatMap(provider -> provider.getServices().stream())
                .filter(service -> service.getType().equals(type)).map(Provider.Service::getAlgorithm).distinct().sorted()
                .toList();
    }

    private static List<String> protocols() {
        try {
            return List.of(SSLContext.getDefault().getSupportedSSLParameters().getProtocols());
        } catch (NoSuchAlgorithmException e) {
            // the message does without them
            return List.of();
        }
    }

    private void check(Store store, Map<String, Object> others) {
        Map<String, Object> tried = new HashMap<>(others);
        store.properties().forEach(name -> tried.put(name, values.get(name)));
        Exception failure = failure(tried);
        if (failure != null) {
            throw wrong(store, failure);
        }
    }

    private WrongSettingException wrong(Store store, Exception failure) {
        Setting first = store.properties().map(client::setting).flatMap(Optional::stream).findFirst().orElseThrow();
        Setting location = client.setting(store.location()).orElse(first);
        Object path = values.get(store.location());
        Object type = values.get(store.type());
        Throwable root = RootCause.of(failure);
        String text = text(failure);
        if (text.contains("password was incorrect") || text.contains("Password verification failed")) {
            return WrongSettingException.of(client.setting(store.password()).orElse(location), "is not the password of the "
                    + store.what() + " " + path + ": it should be the one that it was written with");
        }
        if (has(failure, KeyStoreException.class) && has(failure, NoSuchAlgorithmException.class)) {
            return WrongSettingException.of(client.setting(store.type()).orElse(location), "is '" + type
                    + "', a type of store that this JVM does not support: it should be PEM or one of "
                    + String.join(", ", algorithms("KeyStore")));
        }
        Optional<Setting> keyPassword = client.setting(SslConfigs.SSL_KEY_PASSWORD_CONFIG);
        if (root instanceof UnrecoverableKeyException
                || store == KEYS && keyPassword.isPresent() && has(failure, GeneralSecurityException.class)) {
            return WrongSettingException.of(keyPassword.or(() -> client.setting(store.password())).orElse(location),
                    "is not the password of the key" + (path == null ? "" : " in the " + store.what() + " " + path)
                            + ": it should be the one that it was written with, set as ssl.key.password where it differs from "
                            + "that of the store");
        }
        if (path != null && failure.getCause() != null) {
            return WrongSettingException.of(location, "is '" + path + "', which is no " + store.what() + " of type " + type
                    + " (" + text + "): it should be one, or " + store.type() + " say what it is");
        }
        return WrongSettingException.of(first, "cannot be used with what else is set of the " + store.what() + " (" + text
                + "): location, type and password should be those of one store");
    }

    private String text(Exception failure) {
        return client.secrets().hide(RootCause.messageOf(failure));
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        int depth = 0;
        for (Throwable one = failure; one != null && depth < 100; one = one.getCause(), depth++) {
            if (type.isInstance(one)) {
                return true;
            }
        }
        return false;
    }
}
