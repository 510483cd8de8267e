package io.quarkiverse.kafkaproducer.runtime.encode;

import java.lang.reflect.InvocationTargetException;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;

import org.apache.kafka.common.serialization.Serializer;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.WrongSettingException;
import io.quarkus.arc.Arc;
import io.smallrye.common.annotation.Identifier;

/** Finds what writes a producer's values. */
public final class ValueEncoders {

    private static final TypeLiteral<Serializer<?>> SERIALIZER = new TypeLiteral<>() {
    };

    private final ValueEncoder json;

    public ValueEncoders(ObjectMapper mapper) {
        this.json = new JsonEncoder(mapper);
    }

    /** @throws WrongSettingException if {@code value-serializer} is neither a bean nor a class that can be used */
    public ValueEncoder of(ProducerSettings settings) {
        ProducerSettings.ValueSerializer configured = settings.valueSerializer();
        if (configured == null) {
            return json;
        }
        Instance<Serializer<?>> beans = Arc.container().select(SERIALIZER, Identifier.Literal.of(configured.name()));
        if (beans.isResolvable()) {
            return new SerializerEncoder(beans.get(), false);
        }
        if (beans.isAmbiguous()) {
            throw wrong(configured, "is the @Identifier of several Serializer beans: it should be of one");
        }
        return new SerializerEncoder(make(configured, settings), true);
    }

    private static Serializer<?> make(ProducerSettings.ValueSerializer configured, ProducerSettings settings) {
        Object made;
        try {
            made = Class.forName(configured.name(), true, Thread.currentThread().getContextClassLoader())
                    .getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw wrong(configured, "is neither a class nor the @Identifier of a Serializer bean: it should be one of them");
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw wrong(configured, "cannot be instantiated: it should be a class with a public constructor without "
                    + "parameters");
        } catch (InvocationTargetException | LinkageError e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw wrong(configured, "cannot be instantiated (" + reason.getClass().getName() + ')');
        }
        if (!(made instanceof Serializer<?> serializer)) {
            throw wrong(configured, "is not an " + Serializer.class.getName() + ": it should be one");
        }
        try {
            serializer.configure(settings.client().toMap(), false);
        } catch (RuntimeException e) {
            // it was given the credentials, too, so its words are not repeated
            throw wrong(configured, "does not take the properties that it is configured with (" + e.getClass().getName()
                    + "): they should be what its documentation says");
        }
        return serializer;
    }

    private static WrongSettingException wrong(ProducerSettings.ValueSerializer configured, String what) {
        return WrongSettingException.of(configured.property(), "is '" + configured.name() + "', which " + what);
    }
}
