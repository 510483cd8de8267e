package org.acme.patterns;

// tag::all[]
/** The events that have had their effect. */
public interface ProcessedEvents {

    /** Notes an event. False if it is noted already. */
    boolean add(String eventId);
}
// end::all[]
