/**
 * The queue between senders and a Kafka client: order, grouping, capacity, deadlines, and the replacement of clients that no
 * longer work. Knows records as bytes, a clock and a client by interface, so that one thread can run it in a simulation. It
 * must
 * know neither encoding nor callers, and must never block.
 */
package io.quarkiverse.kafkaproducer.runtime.queue;
