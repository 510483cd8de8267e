package org.acme.registry;

/** Has a schema in the registry. */
public record Order(String id, int quantity) {
}
