package io.quarkiverse.kafkaproducer.runtime.text;

/** Stands for an exception whose text has a secret in it. It looks like that one in a log, without the secret. */
final class CensoredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    CensoredException(String type, String message) {
        super(message);
        this.type = type;
    }

    @Override
    public String toString() {
        return getMessage() == null ? type : type + ": " + getMessage();
    }
}
