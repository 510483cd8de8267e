package io.quarkiverse.kafkaproducer.runtime.send;

/**
 * One call of a producer's face, for one record or several, all of which share its deadline.
 *
 * @param controller the method that the application called
 * @param started when, by {@link System#nanoTime()}
 * @param timeout nanoseconds
 * @param batch whether it is for several, whose acknowledgments are told of together
 * @param scope what it belongs to
 */
public record Call(String controller, long started, long timeout, boolean batch, Scope scope) {

    public long deadline() {
        return started + timeout;
    }
}
