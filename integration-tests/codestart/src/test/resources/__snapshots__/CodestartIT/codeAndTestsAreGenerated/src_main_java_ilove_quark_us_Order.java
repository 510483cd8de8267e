package ilove.quark.us;

public record Order(String id, String userId, double amount) {
}
