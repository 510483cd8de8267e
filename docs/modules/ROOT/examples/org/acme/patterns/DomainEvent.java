package org.acme.patterns;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

// tag::all[]
public record DomainEvent(UUID eventId, String aggregateId, String type, int version, Instant at, Map<String, Object> data) {
}
// end::all[]
