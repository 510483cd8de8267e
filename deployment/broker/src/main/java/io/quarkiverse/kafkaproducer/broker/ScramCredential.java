package io.quarkiverse.kafkaproducer.broker;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * An argument of {@code kafka-storage format --add-scram}.
 * <p>
 * It carries the salted password of RFC 5802, not the password: the argument's syntax splits at commas and takes quotes
 * away, so not every password could be given in it.
 */
final class ScramCredential {

    private static final int ITERATIONS = 4096;
    private static final int SALT_BYTES = 16;

    private ScramCredential() {
    }

    static String sha256(String name, String password) {
        return argument("SCRAM-SHA-256", "PBKDF2WithHmacSHA256", 256, name, password);
    }

    static String sha512(String name, String password) {
        return argument("SCRAM-SHA-512", "PBKDF2WithHmacSHA512", 512, name, password);
    }

    private static String argument(String mechanism, String algorithm, int bits, String name, String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            byte[] salted = SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, bits))
                    .getEncoded();
            return "%s=[name=%s,salt=%s,iterations=%d,saltedpassword=%s]".formatted(mechanism, name, base64(salt),
                    ITERATIONS, base64(salted));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
