package io.quarkiverse.kafkaproducer.runtime.client;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.util.TypeLiteral;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.providers.helpers.ConfigUtils;

/** The application's {@link ClientCustomizer} beans, for which a producer is a channel. */
final class Customizers {

    private static final TypeLiteral<ClientCustomizer<Map<String, Object>>> CUSTOMIZER = new TypeLiteral<>() {
    };

    /** Above none, as there is no other source. */
    private static final int ORDINAL = 100;

    private final String channel;

    Customizers(String channel) {
        this.channel = channel;
    }

    /** Returns the properties after all customizers have changed them, one after the other. */
    Map<String, Object> apply(Map<String, Object> properties) {
        ArcContainer beans = Arc.container();
        // none where the parts are put together outside of an application
        return beans == null ? properties
                : ConfigUtils.customize(channelConfig(properties), beans.select(CUSTOMIZER, Any.Literal.INSTANCE), properties);
    }

    /** A channel's attributes are Kafka's properties; values that Kafka hides are hidden here, too. */
    private Config channelConfig(Map<String, Object> properties) {
        Map<String, String> attributes = new HashMap<>();
        properties.forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        attributes.put(ConnectorFactory.CHANNEL_NAME_ATTRIBUTE, channel);
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(attributes, "producer " + channel, ORDINAL))
                .build();
    }
}
