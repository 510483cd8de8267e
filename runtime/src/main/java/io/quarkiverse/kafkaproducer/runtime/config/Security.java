package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.security.sasl.Sasl;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SecurityConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.JaasUtils;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/** Checks that protocol, mechanism, login and TLS fit together. */
final class Security {

    private static final String PROTOCOL = "security.protocol";
    private static final List<String> PROTOCOLS = Arrays.stream(SecurityProtocol.values()).map(Enum::name).toList();
    private static final List<String> OTHER_MECHANISMS = List.of("GSSAPI", "OAUTHBEARER");
    private static final Pattern CLASS_NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_$]*)+");
    private static final String QUARKUS_SSL = "io.quarkus.kafka.client.tls.QuarkusKafkaSslEngineFactory";

    private final PropertyNames names;
    private final Map<String, Setting> kafka;
    private final Map<String, Setting> loginSettings;

    /** @param kafka changed where something follows from something else */
    Security(PropertyNames names, Map<String, Setting> kafka, Map<String, Setting> loginSettings) {
        this.names = names;
        this.kafka = kafka;
        this.loginSettings = loginSettings;
    }

    /** Checks all; null where nobody logs in by username and password. */
    SaslCredentials check() {
        useTlsRegistry();
        boolean sasl = protocol().startsWith("SASL_");
        SaslCredentials login = null;
        if (!loginSettings.isEmpty()) {
            login = passwordLogin(sasl);
        } else if (sasl) {
            checkMechanism();
        }
        checkJaasConfig(sasl);
        return login;
    }

    private void useTlsRegistry() {
        Setting tls = kafka.get(SettingsSource.TLS_NAME);
        if (tls == null) {
            return;
        }
        kafka.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, new Setting(QUARKUS_SSL, tls.property()));
        if (!kafka.containsKey(PROTOCOL)) {
            boolean sasl = !loginSettings.isEmpty() || kafka.containsKey(SaslConfigs.SASL_MECHANISM);
            kafka.put(PROTOCOL, new Setting(sasl ? "SASL_SSL" : "SSL", tls.property()));
        } else if (!protocol().endsWith("SSL") && !tls.inherited()) {
            throw WrongSettingException.of(kafka.get(PROTOCOL), "is " + protocol() + ", which does not use the TLS "
                    + "configuration that " + tls + " names: it should be SSL or SASL_SSL");
        }
    }

    private String protocol() {
        Setting set = kafka.get(PROTOCOL);
        if (set == null) {
            return "PLAINTEXT";
        }
        String protocol = set.text().toUpperCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            throw WrongSettingException.of(set,
                    "is '" + set.text() + "': it should be one of " + String.join(", ", PROTOCOLS));
        }
        return protocol;
    }

    private SaslCredentials passwordLogin(boolean sasl) {
        String mechanism = Optional.ofNullable(kafka.get(SaslConfigs.SASL_MECHANISM)).map(Setting::text).orElse("PLAIN");
        SaslCredentials login = new SaslCredentials(mechanism, loginSettings);
        login.check();
        Setting jaas = kafka.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas != null) {
            throw WrongSettingException.of(jaas, "cannot be set beside " + login.property()
                    + ", from which it is made: one of them should go");
        }
        if (!sasl) {
            throw WrongSettingException.of(property(PROTOCOL, "security-protocol"), "is " + protocol() + ", but "
                    + login.property() + " is set: it should be SASL_SSL, or SASL_PLAINTEXT where TLS is not wanted");
        }
        Setting set = kafka.get(SaslConfigs.SASL_MECHANISM);
        if (set == null || !SaslCredentials.MECHANISMS.contains(mechanism)) {
            throw WrongSettingException.of(property(SaslConfigs.SASL_MECHANISM, "sasl.mechanism"), (set == null ? "is not set"
                    : "is '" + set.text() + "'") + ", but " + login.property() + " is set: it should be one of "
                    + passwordMechanisms());
        }
        login.checkCharacters();
        return login;
    }

    private static String passwordMechanisms() {
        return String.join(", ", SaslCredentials.MECHANISMS.stream().sorted().toList());
    }

    /** Checks the mechanism of a login that Kafka's own properties, or the JVM's, have to bring. */
    private void checkMechanism() {
        boolean ownLogin = Stream.of(SaslConfigs.SASL_JAAS_CONFIG, SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS,
                SaslConfigs.SASL_LOGIN_CLASS).anyMatch(kafka::containsKey)
                || System.getProperty(JaasUtils.JAVA_LOGIN_CONFIG_PARAM) != null;
        if (ownLogin) {
            return;
        }
        Setting set = kafka.get(SaslConfigs.SASL_MECHANISM);
        String property = property(SaslConfigs.SASL_MECHANISM, "sasl.mechanism");
        if (set == null) {
            throw WrongSettingException.of(property, "is not set, but " + kafka.get(PROTOCOL) + " is " + protocol()
                    + ": it should be one of " + passwordMechanisms() + ", " + String.join(", ", OTHER_MECHANISMS));
        }
        if (SaslCredentials.MECHANISMS.contains(set.text())) {
            throw WrongSettingException.of(property, "is " + set.text() + ", which needs credentials: "
                    + names.credentials() + " should be set");
        }
        if (OTHER_MECHANISMS.contains(set.text())) {
            throw WrongSettingException.of(property, "is " + set.text() + ", which needs a JAAS configuration: "
                    + names.kafka(SaslConfigs.SASL_JAAS_CONFIG) + " should be set");
        }
        throw WrongSettingException.of(property, "is '" + set.text() + "', which Kafka does not know: it should be one of "
                + passwordMechanisms() + ", " + String.join(", ", OTHER_MECHANISMS));
    }

    /** Kafka's own text may quote what a forgotten quotation mark left of a password. */
    private void checkJaasConfig(boolean used) {
        Setting jaas = kafka.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas == null || kafka.containsKey(AbstractConfig.CONFIG_PROVIDERS_CONFIG)) {
            return;
        }
        String module;
        try {
            module = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas.text())))
                    .configurationEntries().get(0).getLoginModuleName();
        } catch (RuntimeException e) {
            throw WrongSettingException.of(jaas, "is no JAAS configuration: it should be one login module, a "
                    + "control flag, options in double quotes with \\ before each \" and \\ in them, and a semicolon");
        }
        if (used) {
            checkModule(jaas, module);
            checkKnown(module);
        }
        // no longer a text that may hold a variable, or that a map's toString shows
        kafka.put(SaslConfigs.SASL_JAAS_CONFIG, new Setting(new Password(jaas.text()), jaas.property()));
    }

    /**
     * Checks that the login module is there. The message names it only if it looks like a class: a line with quotation marks
     * in the wrong places may have anything there.
     */
    private static void checkModule(Setting jaas, String module) {
        try {
            Class.forName(module, false, Utils.getContextOrKafkaClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw WrongSettingException.of(jaas, "begins with a login module that could not be found"
                    + (CLASS_NAME.matcher(module).matches() ? ", " + module : "") + ": it should begin with the name of a "
                    + "class that is a javax.security.auth.spi.LoginModule");
        }
    }

    /** A login module brings its mechanism with it, and registers it when it is initialized; the JVM has some by itself. */
    private void checkKnown(String module) {
        Setting mechanism = kafka.get(SaslConfigs.SASL_MECHANISM);
        if (mechanism == null || kafka.containsKey(SecurityConfig.SECURITY_PROVIDERS_CONFIG)) {
            return;
        }
        try {
            Class.forName(module, true, Utils.getContextOrKafkaClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw WrongSettingException.of(kafka.get(SaslConfigs.SASL_JAAS_CONFIG), "begins with a login module that cannot be "
                    + "used (" + e.getClass().getName() + "): it should be one whose libraries are all there");
        }
        Set<String> known = new TreeSet<>();
        Collections.list(Sasl.getSaslClientFactories())
                .forEach(factory -> known.addAll(List.of(factory.getMechanismNames(Map.of()))));
        if (!known.contains(mechanism.text())) {
            throw WrongSettingException.of(mechanism, "is '" + mechanism.text() + "', which neither the login module nor this "
                    + "JVM knows: it should be the mechanism of the login module in "
                    + kafka.get(SaslConfigs.SASL_JAAS_CONFIG) + ", or another of " + String.join(", ", known));
        }
    }

    private String property(String kafkaName, String ours) {
        Setting set = kafka.get(kafkaName);
        return set == null ? names.of(ours) : set.property();
    }
}
