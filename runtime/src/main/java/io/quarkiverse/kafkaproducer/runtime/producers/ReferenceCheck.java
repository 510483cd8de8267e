package io.quarkiverse.kafkaproducer.runtime.producers;

import io.quarkiverse.kafkaproducer.runtime.config.ClientProperties;
import io.quarkiverse.kafkaproducer.runtime.config.SaslCredentials;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkus.credentials.runtime.CredentialsProviderFinder;
import io.quarkus.tls.TlsConfigurationRegistry;

/** Checks that everything that a configuration refers to is there. */
final class ReferenceCheck {

    private final TlsConfigurationRegistry tls;
    private final boolean mocked;

    /** @param mocked whether no client is made, so that its files need not be there */
    ReferenceCheck(TlsConfigurationRegistry tls, boolean mocked) {
        this.tls = tls;
        this.mocked = mocked;
    }

    /** @throws WrongSettingException if something is not */
    void check(ClientProperties client) {
        client.checkTlsName(name -> tls.get(name).isPresent());
        client.checkCompression();
        if (!mocked) {
            client.checkFiles();
        }
        SaslCredentials login = client.login();
        if (login != null && login.provider() != null) {
            try {
                CredentialsProviderFinder.find(login.providerBean());
            } catch (RuntimeException e) {
                throw WrongSettingException.of(login.providerProperty(), "is set, but " + (login.providerBean() == null
                        ? "there is no CredentialsProvider bean: there should be one, or credentials-provider-name say which"
                        : "there is no CredentialsProvider bean named '" + login.providerBean()
                                + "': credentials-provider-name should be the name of one"));
            }
        }
    }
}
