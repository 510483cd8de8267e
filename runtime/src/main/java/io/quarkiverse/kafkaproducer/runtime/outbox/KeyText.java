package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.quarkiverse.kafkaproducer.runtime.text.Quoted;

/** Keys as people read them. */
final class KeyText {

    private KeyText() {
    }

    /**
     * Returns a key as text, bytes that are none as Python prints them.
     *
     * @param headers as stored, which say whether it was given as bytes
     */
    static String of(byte[] key, byte[] headers) {
        if (key == null) {
            return null;
        }
        if (StoredHeaders.isBytesKey(headers)) {
            return Quoted.bytes(key);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
        } catch (CharacterCodingException e) {
            return Quoted.bytes(key);
        }
    }
}
