package io.quarkiverse.kafkaproducer.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class StoredHeadersTest {

    @Test
    void areReadAsTheyWereWritten() {
        Headers headers = new RecordHeaders().add("source", "tést".getBytes(StandardCharsets.UTF_8)).add("null", null)
                .add("", new byte[0]).add("source", new byte[] { 0, -1 });

        byte[] stored = StoredHeaders.write(headers, true);

        assertThat(StoredHeaders.read(stored)).containsExactly(headers.toArray());
        assertThat(StoredHeaders.isBytesKey(stored)).isTrue();
    }

    @Test
    void nothingIsStoredForATextKeyWithoutHeaders() {
        assertThat(StoredHeaders.write(new RecordHeaders(), false)).isNull();
        assertThat(StoredHeaders.read(null)).isEmpty();
        assertThat(StoredHeaders.isBytesKey(null)).isFalse();
    }

    @Test
    void aBytesKeyIsKnownWithoutHeaders() {
        byte[] stored = StoredHeaders.write(new RecordHeaders(), true);

        assertThat(StoredHeaders.isBytesKey(stored)).isTrue();
        assertThat(StoredHeaders.read(stored)).isEmpty();
    }

    @Test
    void whatSomebodyElseWroteIsRefused() {
        assertThatThrownBy(() -> StoredHeaders.read(new byte[] { 0, 0, 0, 0, 100, 1 }))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("were not written by this extension");
        assertThatThrownBy(() -> StoredHeaders.read("{\"source\":\"web\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
