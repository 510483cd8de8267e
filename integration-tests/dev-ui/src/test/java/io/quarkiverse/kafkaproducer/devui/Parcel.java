package io.quarkiverse.kafkaproducer.devui;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The value that is sent. Its source is changed while the application runs. */
public record Parcel(@JsonProperty("code_v0") String code) {
}
