package io.quarkiverse.kafkaproducer.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonParseException;

import io.vertx.core.http.HttpClosedException;

class PassingFaultTest {

    @Test
    void isWhatComesFromTheNetworkOrIsSaidToPassByKafka() {
        assertThat(PassingFault.isIn(new UncheckedIOException(new ConnectException("refused")))).isTrue();
        assertThat(PassingFault.isIn(new RuntimeException(new ExecutionException(new IOException("reset"))))).isTrue();
        assertThat(PassingFault.isIn(new SerializationException(new TimeoutException()))).isTrue();
        assertThat(PassingFault.isIn(new SerializationException(new DisconnectException()))).isTrue();
        assertThat(PassingFault.isIn(new ExecutionException(new HttpClosedException("closed")))).isTrue();
    }

    @Test
    void isNotWhatSaysSomethingOfTheValue() {
        assertThat(PassingFault.isIn(new SerializationException("the value has no schema"))).isFalse();
        assertThat(PassingFault.isIn(new RuntimeException(new JsonParseException(null, "not JSON")))).isFalse();
        assertThat(PassingFault.isIn(new RuntimeException(new NotSerializableException("Order")))).isFalse();
        IOException notAsTheSchemaSays = new IOException("quantity: must have a minimum value of 1");
        notAsTheSchemaSays.setStackTrace(new StackTraceElement[] { new StackTraceElement(
                "io.apicurio.registry.serde.jsonschema.JsonSchemaValidationUtil", "validateDataWithSchema", null, 1) });
        assertThat(PassingFault.isIn(new UncheckedIOException(notAsTheSchemaSays))).isFalse();
    }

    @Test
    void isLookedForInACircleOfCausesAndNotFound() {
        RuntimeException one = new RuntimeException();
        RuntimeException another = new RuntimeException(one);
        one.initCause(another);

        assertThat(PassingFault.isIn(one)).isFalse();
    }
}
