package org.acme.orders;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Eight bytes that stand for a record's key and value, so that a long run need not keep what it has sent. */
final class Fingerprint {

    private static final byte[] NONE = new byte[0];

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }

    /**
     * @param key may be null, which differs from an empty one
     * @param value may be null, which differs from an empty one
     */
    long of(byte[] key, byte[] value) {
        add(key);
        add(value);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private void add(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes == null ? -1 : bytes.length));
        digest.update(bytes == null ? NONE : bytes);
    }
}
