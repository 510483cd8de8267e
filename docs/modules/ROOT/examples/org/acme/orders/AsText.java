package org.acme.orders;

import java.nio.charset.StandardCharsets;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.serialization.Serializer;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.NonBlocking;

// tag::all[]
@ApplicationScoped
@NonBlocking
@Identifier("as-text")
public class AsText implements Serializer<Object> {

    @Override
    public byte[] serialize(String topic, Object value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
// end::all[]
