/**
 * Leaves the footprints of sends: observes how they end, and writes log lines and events on a thread of its own. May read a
 * record's topic and key, never its value, and must never hold up a send.
 */
package io.quarkiverse.kafkaproducer.runtime.footprint;
