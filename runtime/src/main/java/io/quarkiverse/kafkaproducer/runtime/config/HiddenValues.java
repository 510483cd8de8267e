package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.security.auth.login.AppConfigurationEntry;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

import io.quarkiverse.kafkaproducer.runtime.text.Secrets;

/** Says which values among a client's properties are not to be shown, and which texts may not be seen because of them. */
final class HiddenValues {

    static final String HIDDEN = "[hidden]";

    /** An option of a JAAS line as it is written, for lines that Kafka cannot read. */
    private static final Pattern OPTION = Pattern.compile("=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\";]+)");

    /** Their user is no secret: it may be set as {@code sasl.username}, too. */
    private static final String KAFKAS_MODULES = "org.apache.kafka.common.security.";

    /** Shorter values of properties with harmless names are not hidden: they may be words of any message. */
    private static final int SHORTEST_UNNAMED = 8;
    private static final Pattern SECRETS_NAME = Pattern.compile("passw|passphrase|pwd|secret|token|key|credential|auth|jaas|"
            + "pin$|user[.-]?info|sas[.-]|signature");
    private static final Pattern PIN_NAME = Pattern.compile("(passw[a-z]*|passphrase|pwd|secret|token|credential|pin)$");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,5}(\\.[0-9]+)?");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "none");

    private static final Pattern KAFKAS_PROPERTY = Pattern.compile("(?:\\.properties\\.\"|^kafka\\.)([^\"]+)\"?$");

    private HiddenValues() {
    }

    /** Returns whether its value may be shown: Kafka knows the property, and calls it no password. */
    static boolean isShown(String name) {
        ConfigDef.ConfigKey known = ProducerConfig.configDef().configKeys().get(name);
        return known != null && known.type() != ConfigDef.Type.PASSWORD;
    }

    /** Returns whether the value of a property of the application's configuration may not be shown. */
    static boolean isHidden(String property) {
        Matcher kafkas = KAFKAS_PROPERTY.matcher(property);
        return kafkas.find() ? !isShown(kafkas.group(1)) : property.endsWith(".sasl.password");
    }

    /** Returns a value as it may be shown. */
    static String shown(String name, Object value) {
        return isShown(name) ? Secrets.hideUserInfo(text(value)) : HIDDEN;
    }

    /** @param properties what a client is made with */
    static Secrets of(Map<String, ?> properties) {
        List<String> values = new ArrayList<>();
        properties.forEach((name, value) -> {
            if (value == null) {
                return;
            }
            String text = text(value);
            if (isPassword(name) || value instanceof Password) {
                values.add(text);
            } else if (!isShown(name) && !isKnownElsewhere(name) && maySecret(name, text)) {
                values.add(text);
            }
            if (name.endsWith(SaslConfigs.SASL_JAAS_CONFIG)) {
                values.addAll(jaasOptions(text));
            }
            values.addAll(userInfo(text));
        });
        return Secrets.of(values);
    }

    private static String text(Object value) {
        if (value instanceof Password password) {
            return String.valueOf(password.value());
        }
        return value instanceof Collection<?> several ? String.join(",", several.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private static boolean isPassword(String name) {
        ConfigDef.ConfigKey key = ProducerConfig.configDef().configKeys().get(name);
        return key != null && key.type == ConfigDef.Type.PASSWORD;
    }

    /** Inherited from {@code kafka.*}, where consumers and others have theirs. */
    private static boolean isKnownElsewhere(String name) {
        return name.equals(SettingsSource.TLS_NAME) || ConsumerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }

    private static boolean maySecret(String name, String text) {
        String trimmed = text.trim();
        if (WORDS.contains(trimmed.toLowerCase(Locale.ROOT))) {
            return false;
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return NUMBER.matcher(trimmed).matches() ? PIN_NAME.matcher(lowerCase).find()
                : trimmed.length() >= SHORTEST_UNNAMED || SECRETS_NAME.matcher(lowerCase).find();
    }

    /** Returns the values of the options of a JAAS line, each by itself. */
    private static List<String> jaasOptions(String line) {
        List<String> values = new ArrayList<>();
        try {
            for (AppConfigurationEntry entry : JaasContext
                    .loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(line))).configurationEntries()) {
                boolean userIsShown = entry.getLoginModuleName().startsWith(KAFKAS_MODULES);
                entry.getOptions().forEach((option, value) -> {
                    if (!userIsShown || !option.equals(SaslCredentials.USERNAME)) {
                        values.add(String.valueOf(value));
                    }
                });
            }
        } catch (RuntimeException e) {
            // it is no JAAS line, which is said elsewhere, and yet there may be a password in it
            OPTION.matcher(line).results().map(option -> option.group(1).replaceAll("^\"|\"$", ""))
                    .forEach(value -> {
                        values.add(value);
                        values.add(value.replaceAll("\\\\(.)", "$1"));
                    });
        }
        values.removeIf(value -> WORDS.contains(value.trim().toLowerCase(Locale.ROOT)));
        return values;
    }

    /** Returns what is before the {@code @} of each URL, also where it has characters that should have been encoded. */
    private static List<String> userInfo(String text) {
        List<String> values = new ArrayList<>();
        for (String one : text.split("[,\\s]+")) {
            int start = one.indexOf("://");
            if (start < 0) {
                continue;
            }
            String rest = one.substring(start + 3);
            int slash = rest.indexOf('/');
            String authority = slash < 0 ? rest : rest.substring(0, slash);
            int at = authority.lastIndexOf('@');
            if (at < 0 && authority.matches("[^:]*:.*[^0-9].*")) {
                at = rest.lastIndexOf('@');
            }
            if (at > 0) {
                String userInfo = rest.substring(0, at);
                values.add(userInfo);
                int colon = userInfo.indexOf(':');
                if (colon >= 0) {
                    values.add(userInfo.substring(colon + 1));
                }
            }
        }
        return values;
    }
}
