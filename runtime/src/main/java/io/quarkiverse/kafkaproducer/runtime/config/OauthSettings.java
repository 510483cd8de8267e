package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.utils.Utils;

import io.quarkiverse.kafkaproducer.runtime.text.RootCause;

/**
 * Checks what Kafka's own handler of {@code OAUTHBEARER} gets its tokens by, by configuring one as the client does. No token
 * is asked for. What another handler needs only that one knows.
 */
final class OauthSettings {

    /** The name of the class, so that a native executable has the class only if it is used. */
    private static final String HANDLER = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler";
    private static final String KAFKAS = "org.apache.kafka.";

    private static final List<String> CLASSES = List.of(SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS,
            SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS);

    /** The text that separates Kafka's class name from its message. */
    private static final String PREFACE = "encountered an error on configure(): ";

    private final ClientProperties client;

    OauthSettings(ClientProperties client) {
        this.client = client;
    }

    /**
     * May read files. Blocks.
     *
     * @throws WrongSettingException if a setting is wrong, or a library is missing
     */
    void check() {
        Setting handler = client.setting(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS).orElse(null);
        Setting jaas = client.setting(SaslConfigs.SASL_JAAS_CONFIG).orElse(null);
        if (handler == null || jaas == null || !usesKafkasOwn()) {
            return;
        }
        Map<String, ?> values = client.parsed().values();
        checkLibraries(handler);
        AuthenticateCallbackHandler tried = (AuthenticateCallbackHandler) Utils.newInstance(handlerClass());
        try {
            tried.configure(values, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM,
                    JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas.text())))
                            .configurationEntries());
        } catch (LinkageError e) {
            throw PluginClasses.missing(handler, handler.text(), e);
        } catch (RuntimeException e) {
            String text = client.secrets().hide(RootCause.messageOf(e));
            int preface = text.lastIndexOf(PREFACE);
            throw wrong(handler, preface < 0 ? text : text.substring(preface + PREFACE.length()));
        } finally {
            tried.close();
        }
    }

    private Class<?> handlerClass() {
        return client.parsed().getClass(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS);
    }

    private boolean usesKafkasOwn() {
        return client.securityProtocol().toUpperCase(Locale.ROOT).startsWith("SASL_")
                && OAuthBearerLoginModule.OAUTHBEARER_MECHANISM.equals(client.parsed().getString(SaslConfigs.SASL_MECHANISM))
                && HANDLER.equals(handlerClass().getName())
                && CLASSES.stream().allMatch(name -> client.parsed().getClass(name).getName().startsWith(KAFKAS))
                // where it is set, keys are fetched from there at once
                && client.parsed().getString(SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_URL) == null;
    }

    private void checkLibraries(Setting handler) {
        for (String name : CLASSES) {
            try {
                client.parsed().getClass(name).getDeclaredConstructor();
            } catch (LinkageError e) {
                throw PluginClasses.missing(handler, handler.text(), e);
            } catch (NoSuchMethodException e) {
                throw WrongSettingException.of(handler, "needs an instance of " + client.parsed().getClass(name).getName()
                        + ", which has no constructor here: it should be registered for reflection");
            }
        }
    }

    /** Kafka's text names the property, set or not. */
    private WrongSettingException wrong(Setting handler, String text) {
        Optional<String> named = ProducerConfig.configNames().stream().filter(text::contains)
                .max(Comparator.comparingInt(String::length));
        String property = named.map(name -> client.setting(name).map(Setting::property).orElse(client.names().kafka(name)))
                .orElse(handler.property());
        return WrongSettingException.of(property, "is not what " + handler + " needs (" + text + "): it should be what the "
                + "operators of the authorization server say");
    }
}
