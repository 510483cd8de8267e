package io.quarkiverse.kafkaproducer;

/**
 * A Kafka client could not be created: no configured host name resolves, a file that its configuration names cannot be
 * read, a class that it names does not exist. In a send it is the cause of a {@link SendRejectedException}.
 */
public class ClientCreationException extends ProducerException {

    private static final long serialVersionUID = 1L;

    public ClientCreationException(String message, Throwable cause) {
        super(message, cause, Outcome.NOT_SENT, false);
    }
}
