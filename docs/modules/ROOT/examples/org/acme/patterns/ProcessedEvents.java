package org.acme.patterns;

// tag::all[]
/** Which events have had their effect. */
public interface ProcessedEvents {

    /** Notes an event. False if it is noted already. */
    boolean add(String eventId);
}
// end::all[]
