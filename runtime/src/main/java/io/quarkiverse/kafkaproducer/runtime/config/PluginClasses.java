package io.quarkiverse.kafkaproducer.runtime.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SecurityConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.Login;
import org.apache.kafka.common.security.auth.SecurityProviderCreator;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.oauthbearer.JwtRetriever;
import org.apache.kafka.common.security.oauthbearer.JwtValidator;
import org.apache.kafka.common.utils.SecurityUtils;
import org.apache.kafka.common.utils.Utils;

/**
 * Checks that each class that a property names is there, is what Kafka's client takes it for, and can be instantiated. The
 * client itself would find out on the first send.
 */
final class PluginClasses {

    /** Every property of a producer that names classes, with what they have to be. */
    private static final Map<String, Class<?>> TYPES = new TreeMap<>(Map.of(
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, ProducerInterceptor.class,
            CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, MetricsReporter.class,
            ProducerConfig.PARTITIONER_CLASS_CONFIG, Partitioner.class,
            SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslEngineFactory.class,
            SecurityConfig.SECURITY_PROVIDERS_CONFIG, SecurityProviderCreator.class,
            SaslConfigs.SASL_LOGIN_CLASS, Login.class,
            SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, AuthenticateCallbackHandler.class,
            SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, AuthenticateCallbackHandler.class,
            SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS, JwtRetriever.class,
            SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, JwtValidator.class));

    private static final String JOSE4J = "org.bitbucket.b_c:jose4j, which kafka-clients does not bring with it,";

    private PluginClasses() {
    }

    /** @throws WrongSettingException if one cannot be used */
    static void check(Map<String, Setting> settings) {
        TYPES.forEach((name, type) -> {
            Setting setting = settings.get(name);
            if (setting != null) {
                named(name, setting).forEach(one -> check(name, setting, one, type));
            }
        });
    }

    /** Returns class names, or classes where the setting comes from code. */
    private static List<?> named(String name, Setting setting) {
        if (setting.value() instanceof List<?> several) {
            return several;
        }
        if (!(setting.value() instanceof String text)) {
            return List.of(setting.value());
        }
        if (text.isBlank()) {
            return List.of();
        }
        return isList(name) ? Arrays.stream(text.split(",", -1)).map(String::trim).toList() : List.of(text.trim());
    }

    private static boolean isList(String name) {
        return name.equals(SecurityConfig.SECURITY_PROVIDERS_CONFIG)
                || ProducerConfig.configDef().configKeys().get(name).type == ConfigDef.Type.LIST;
    }

    private static void check(String name, Setting setting, Object named, Class<?> type) {
        Class<?> found = named instanceof Class<?> given ? given : load(name, setting, String.valueOf(named), type);
        if (!type.isAssignableFrom(found)) {
            throw wrong(setting, found.getName(), "it is no " + type.getName(), type);
        }
        if (Modifier.isAbstract(found.getModifiers())) {
            throw wrong(setting, found.getName(), "it is abstract", type);
        }
        try {
            Constructor<?> constructor = found.getDeclaredConstructor();
            if (!Modifier.isPublic(found.getModifiers()) || !Modifier.isPublic(constructor.getModifiers())) {
                throw wrong(setting, found.getName(), "it is not public, or its constructor is not", type);
            }
        } catch (NoSuchMethodException e) {
            throw wrong(setting, found.getName(), "it has no constructor without parameters", type);
        } catch (LinkageError e) {
            throw missing(setting, found.getName(), e);
        }
    }

    private static Class<?> load(String name, Setting setting, String named, Class<?> type) {
        // Kafka's own way of finding each
        ClassLoader loader = name.equals(SecurityConfig.SECURITY_PROVIDERS_CONFIG) ? SecurityUtils.class.getClassLoader()
                : Utils.getContextOrKafkaClassLoader();
        try {
            return Class.forName(named, true, loader);
        } catch (ClassNotFoundException e) {
            throw wrong(setting, named, "Class " + named + " could not be found", type);
        } catch (LinkageError e) {
            throw missing(setting, named, e);
        }
    }

    static WrongSettingException missing(Setting setting, String name, LinkageError error) {
        if (error instanceof ExceptionInInitializerError) {
            return WrongSettingException.of(setting, "is '" + name + "', which cannot be initialized ("
                    + error.getCause().getClass().getName() + "): it should be a class that can");
        }
        return WrongSettingException.of(setting, "is '" + name + "', which needs a class that is not there ("
                + error.getMessage() + "): " + (String.valueOf(error.getMessage()).contains("jose4j") ? JOSE4J
                        : "the library that has it")
                + " should be added to the application");
    }

    private static WrongSettingException wrong(Setting setting, String named, String what, Class<?> type) {
        boolean alone = !(setting.value() instanceof List<?>) && setting.text().trim().equals(named);
        return WrongSettingException.of(setting, (alone ? "is '" + named + "': " : "has '" + named + "' in it: ") + what
                + "; it should be a public class that implements " + type.getName()
                + ", with a public constructor without parameters");
    }
}
