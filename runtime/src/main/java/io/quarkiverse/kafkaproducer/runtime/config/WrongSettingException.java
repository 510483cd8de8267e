package io.quarkiverse.kafkaproducer.runtime.config;

import java.util.Set;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;
import io.quarkiverse.kafkaproducer.runtime.text.Secrets;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Something is set wrong. The message names the property and says what it should be. */
public class WrongSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;

    private WrongSettingException(String message, String property) {
        // a value that is shown may be a URL, and may have more than one line
        super(Quoted.escape(Secrets.hideUserInfo(message)));
        this.property = property;
    }

    public static WrongSettingException of(String property, String shouldBe) {
        return new WrongSettingException(property + " " + shouldBe, property);
    }

    static WrongSettingException of(Setting setting, String shouldBe) {
        return of(setting.property(), shouldBe);
    }

    static WrongSettingException saying(String message, String property) {
        return new WrongSettingException(message, property);
    }

    /**
     * Returns the exception for a setting in the application's configuration. In dev mode Quarkus' page shows the values of
     * the properties that it names, so it names none with a secret.
     */
    public ConfigurationException inConfiguration() {
        boolean secret = HiddenValues.isHidden(property) || getMessage().contains(HiddenValues.HIDDEN);
        return new ConfigurationException(getMessage(), secret ? Set.of() : Set.of(property));
    }
}
