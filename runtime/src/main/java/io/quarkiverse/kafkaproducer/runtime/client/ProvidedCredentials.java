package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.common.config.types.Password;

import io.quarkiverse.kafkaproducer.runtime.config.SaslCredentials;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.credentials.runtime.CredentialsProviderFinder;

/** Username and password as the application's {@code CredentialsProvider} knows them now. */
final class ProvidedCredentials {

    private final SaslCredentials login;

    ProvidedCredentials(SaslCredentials login) {
        this.login = login;
    }

    /** @param learn told the password */
    Password jaasLine(Consumer<String> learn) {
        Map<String, String> credentials = CredentialsProviderFinder.find(login.providerBean())
                .getCredentials(login.provider());
        String username = given(credentials, CredentialsProvider.USER_PROPERTY_NAME);
        String password = given(credentials, CredentialsProvider.PASSWORD_PROPERTY_NAME);
        learn.accept(password);
        try {
            return login.jaasLine(username, password);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "what the credentials provider gives for " + login.providerProperty() + " " + e.getMessage());
        }
    }

    private String given(Map<String, String> credentials, String what) {
        String value = credentials == null ? null : credentials.get(what);
        if (value == null) {
            throw new IllegalStateException("the credentials provider gives no '" + what + "' for '" + login.provider()
                    + "', as " + login.providerProperty() + " calls it");
        }
        return value;
    }
}
