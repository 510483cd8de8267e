package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.config.types.Password;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** Username and password: both set, or both asked of a {@code CredentialsProvider} whenever a client is made. */
public final class SaslCredentials {

    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String PROVIDER = "credentials-provider";
    static final String PROVIDER_BEAN = "credentials-provider-name";

    /** The mechanisms that go by username and password, with the JAAS module for each. */
    private static final Map<String, String> MODULES = Map.of(
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    static final Set<String> MECHANISMS = MODULES.keySet();

    private final String mechanism;
    private final Map<String, Setting> settings;

    SaslCredentials(String mechanism, Map<String, Setting> settings) {
        this.mechanism = mechanism;
        this.settings = Map.copyOf(settings);
    }

    /** Null where username and password are set. */
    public String provider() {
        return text(PROVIDER);
    }

    /** The bean name of the provider; null for the only one there is. */
    public String providerBean() {
        return text(PROVIDER_BEAN);
    }

    /** Returns the property that sets {@link #provider()}, for messages. */
    public String providerProperty() {
        return settings.get(PROVIDER).property();
    }

    /** Null where it is not set. */
    String password() {
        return text(PASSWORD);
    }

    private String text(String what) {
        Setting setting = settings.get(what);
        return setting == null ? null : setting.text();
    }

    /** The value of {@code sasl.jaas.config}; only where username and password are set. */
    public Password jaasLine() {
        return jaasLine(text(USERNAME), text(PASSWORD));
    }

    /**
     * The value of {@code sasl.jaas.config}.
     *
     * @throws IllegalArgumentException if the mechanism cannot carry them
     */
    public Password jaasLine(String username, String password) {
        if (mechanism.equals("PLAIN") && (username + password).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a NUL character in it, which the mechanism PLAIN cannot carry");
        }
        return JaasLine.of(MODULES.get(mechanism), Map.of(USERNAME, username, PASSWORD, password));
    }

    void check() {
        Setting username = settings.get(USERNAME);
        Setting password = settings.get(PASSWORD);
        Setting provider = settings.get(PROVIDER);
        Setting bean = settings.get(PROVIDER_BEAN);
        if (provider != null && (username != null || password != null)) {
            throw WrongSettingException.of(provider, "cannot be set beside "
                    + (username == null ? password : username) + ": username and password should be set, or their provider");
        }
        if (provider == null && bean != null) {
            throw WrongSettingException.of(bean, "has no meaning without credentials-provider, which should be set "
                    + "to the name that the provider knows the credentials by");
        }
        if (provider != null) {
            return;
        }
        if (password == null) {
            throw WrongSettingException.of(username, "is set, but not the password: both should be set "
                    + "(a ${...} that cannot be resolved counts as not set; \\$ stands for a dollar sign itself)");
        }
        if (username == null) {
            throw WrongSettingException.of(password, "is set, but not the username: both should be set");
        }
    }

    /** Checks the characters of username and password. The mechanism must be one of ours. */
    void checkCharacters() {
        if (provider() == null) {
            try {
                jaasLine();
            } catch (IllegalArgumentException e) {
                throw WrongSettingException.of(settings.get(PASSWORD), "or the username " + e.getMessage());
            }
        }
    }

    /** The property that makes it a login, for messages. */
    String property() {
        return settings.containsKey(USERNAME) ? settings.get(USERNAME).property()
                : settings.values().iterator().next().property();
    }

    /** Returns the user without the password. */
    @Override
    public String toString() {
        return provider() == null ? "user '" + Quoted.escape(text(USERNAME)) + "'"
                : "the user of credentials provider " + provider();
    }
}
