package ilove.quark.us;

/** The place of an order's record. */
public record Receipt(String topic, int partition, long offset) {
}
