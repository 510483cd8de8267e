package ilove.quark.us;

/**
 * Where the record of an order is.
 */
public record Receipt(String topic, int partition, long offset) {
}
