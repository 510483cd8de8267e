package io.quarkiverse.kafkaproducer.runtime.encode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.header.Headers;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/**
 * Writes values of a declared type with arguments, such as {@code List<Animal>}. The class of a value does not say what it
 * holds, so that Jackson would leave out the type ids of its elements.
 */
final class TypedJsonEncoder implements ValueEncoder {

    private final JsonEncoder json;
    private final ObjectMapper mapper;
    private final JavaType declared;
    private final Map<Class<?>, ObjectWriter> writers = new ConcurrentHashMap<>();

    TypedJsonEncoder(JsonEncoder json, ObjectMapper mapper, JavaType declared) {
        this.json = json;
        this.mapper = mapper;
        this.declared = declared;
    }

    @Override
    public byte[] encode(String topic, Headers headers, Object value) {
        return value == null ? null
                : json.encode(topic, value, writers.computeIfAbsent(value.getClass(), this::writer));
    }

    private ObjectWriter writer(Class<?> type) {
        if (!declared.getRawClass().isAssignableFrom(type)) {
            // an interceptor has put another one in its place
            return mapper.writer();
        }
        return mapper.writerFor(mapper.getTypeFactory().constructSpecializedType(declared, type));
    }

    @Override
    public boolean addsHeaders() {
        return json.addsHeaders();
    }

    @Override
    public String contentType() {
        return json.contentType();
    }
}
