package io.quarkiverse.kafkaproducer.runtime.text;

import java.util.Arrays;

/** A record's key, a {@code String} or a {@code byte[]}, in messages and payloads. */
public final class KeyText {

    /** The most characters or bytes of a key. A line of a log is to be read. */
    public static final int LONGEST = 256;

    private KeyText() {
    }

    /** Returns it in quotes, bytes as Python prints them, and cut where it is long. */
    public static String quoted(Object key) {
        return key instanceof byte[] bytes ? Quoted.bytes(bytes, LONGEST) : Quoted.text((String) key, LONGEST);
    }

    /** Returns a text as it is, bytes as Python prints them, and both cut where they are long. */
    public static String inPayload(Object key) {
        if (key instanceof byte[] bytes) {
            return Quoted.bytes(bytes, LONGEST);
        }
        return Quoted.cut((String) key, LONGEST);
    }

    /** Returns a key that nobody changes: bytes are the caller's. No more of them are kept than show that the key was cut. */
    public static Object unchanging(Object key) {
        return key instanceof byte[] bytes ? Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST + 1)) : key;
    }
}
