package io.quarkiverse.kafkaproducer.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyTextTest {

    @Test
    void aPayloadHasATextAsItIsAndBytesAsPythonPrintsThem() {
        assertThat(KeyText.inPayload("a\n'b'")).isEqualTo("a\n'b'");
        assertThat(KeyText.inPayload(new byte[] { 'a', 0 })).isEqualTo("b'a\\x00'");
    }

    @Test
    void aLongKeyIsCut() {
        String key = "k".repeat(300);

        assertThat(KeyText.inPayload(key)).isEqualTo("k".repeat(256) + "...");
        assertThat(KeyText.inPayload(key.getBytes())).isEqualTo("b'" + "k".repeat(256) + "'...");
        assertThat(KeyText.quoted(key)).isEqualTo("'" + "k".repeat(256) + "'...");
    }

    @Test
    void bytesThatChangeAreNotTheKeysAnyMore() {
        byte[] bytes = { 'a' };
        Object kept = KeyText.unchanging(bytes);

        bytes[0] = 'b';

        assertThat(KeyText.quoted(kept)).isEqualTo("b'a'");
        assertThat(KeyText.unchanging("text")).isEqualTo("text");
    }
}
