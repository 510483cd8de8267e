package io.quarkiverse.kafkaproducer.runtime.encode;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.kafka.common.header.Headers;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;

import io.quarkiverse.kafkaproducer.ValueSerializationException;
import io.quarkiverse.kafkaproducer.runtime.failure.JvmErrors;
import io.quarkiverse.kafkaproducer.runtime.text.RootCause;
import io.quarkus.runtime.ImageMode;

/** Writes values as JSON, by the application's {@code ObjectMapper}. */
public final class JsonEncoder implements ValueEncoder {

    private final ObjectMapper mapper;
    private final boolean isNative;

    public JsonEncoder(ObjectMapper mapper) {
        this(mapper, ImageMode.current().isNativeImage());
    }

    /** @param isNative whether only classes that were registered at build can be looked at */
    JsonEncoder(ObjectMapper mapper, boolean isNative) {
        this.mapper = mapper;
        this.isNative = isNative;
    }

    @Override
    public byte[] encode(String topic, Headers headers, Object value) {
        if (value == null) {
            return null;
        }
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException | RuntimeException | Error e) {
            throw unwritable(topic, value, e);
        }
    }

    /** Does the same by a writer of its own. */
    byte[] encode(String topic, Object value, ObjectWriter writer) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException | RuntimeException | Error e) {
            throw unwritable(topic, value, e);
        }
    }

    private ValueSerializationException unwritable(String topic, Object value, Throwable e) {
        if (JvmErrors.isFatal(e)) {
            throw (Error) e;
        }
        return new ValueSerializationException(topic, describe(value, e));
    }

    @Override
    public ValueEncoder forType(String canonical) {
        return new TypedJsonEncoder(this, mapper, mapper.getTypeFactory().constructFromCanonical(canonical));
    }

    /** The mapper keeps the serializers that it finds. What they write by is loaded by writing to nowhere. */
    @Override
    public void prepare(Class<?> type) {
        try (JsonGenerator out = mapper.createGenerator(OutputStream.nullOutputStream())) {
            mapper.writerFor(type).writeValueAsBytes(null);
            out.writeStartObject();
            out.writeStringField("text", "text");
            out.writeNumberField("number", 1L);
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be written as JSON", e);
        }
    }

    @Override
    public boolean addsHeaders() {
        return false;
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    private String describe(Object value, Throwable failure) {
        StringBuilder text = new StringBuilder("A value of type ").append(value.getClass().getName())
                .append(" cannot be written as JSON");
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            PropertyPath path = new PropertyPath(mapper.getSerializationConfig());
            String accessor = path.accessor(mapping.getPath());
            text.append(", at ").append(path.of(mapping.getPath()))
                    .append(accessor == null ? "" : ", read from " + accessor);
        }
        text.append(" (").append(RootCause.of(failure).getClass().getName());
        String type = failure instanceof InvalidDefinitionException definition && definition.getType() != null
                ? definition.getType().getRawClass().getName()
                : null;
        text.append(type == null ? "" : " for " + type).append(')');
        if (isNative && type != null) {
            text.append(". In a native executable only classes that were registered when it was built can be written: set "
                    + "quarkus.kafka-producer.payload-types.include=").append(type).append(", or annotate the class with "
                            + "@RegisterForReflection, and build again");
        }
        return text.toString();
    }
}
