package org.acme.orders;

public record Order(String id, String userId, double amount) {
}
