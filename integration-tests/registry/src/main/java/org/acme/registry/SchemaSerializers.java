package org.acme.registry;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.apache.kafka.common.serialization.Serializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.jsonschema.JsonSchemaKafkaSerializer;
import io.smallrye.common.annotation.Identifier;

/**
 * Writes values with a schema, in the way that the docs recommend: by the application's ObjectMapper, with the id of their
 * schema.
 */
@ApplicationScoped
public class SchemaSerializers {

    @Produces
    @Singleton
    @Identifier("json-schema")
    Serializer<Object> jsonSchema(ObjectMapper mapper, @ConfigProperty(name = "schema-registry.url") String url) {
        JsonSchemaKafkaSerializer<Object> serializer = new JsonSchemaKafkaSerializer<>();
        serializer.setObjectMapper(mapper);
        serializer.configure(Map.of(SchemaResolverConfig.REGISTRY_URL, url, SchemaResolverConfig.FIND_LATEST_ARTIFACT, true),
                false);
        return serializer;
    }

    void close(@Disposes @Identifier("json-schema") Serializer<Object> serializer) {
        serializer.close();
    }
}
