package io.quarkiverse.kafkaproducer.runtime.send;

/**
 * The method that the application called, and the way that its sends go.
 *
 * @param controller the method's name with that of its interface
 * @param batch whether acknowledgments are told of together
 */
public record Origin(SendPath path, String controller, boolean batch) {

    public static Origin send(SendPath path, Class<?> facade) {
        return new Origin(path, facade.getName() + ".send", false);
    }

    /** Returns the origin of a collection, which ends as a whole. */
    public static Origin sendAll(SendPath path, Class<?> facade) {
        return new Origin(path, facade.getName() + ".sendAll", true);
    }

    /** Returns the origin of a stream, whose records end one by one. */
    public static Origin stream(SendPath path, Class<?> facade) {
        return new Origin(path, facade.getName() + ".sendAll", false);
    }

    /** Returns the same by another way. */
    public Origin by(SendPath another) {
        return new Origin(another, controller, batch);
    }
}
