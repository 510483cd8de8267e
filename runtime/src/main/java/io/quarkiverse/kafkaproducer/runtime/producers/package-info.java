/**
 * Assembles producers from their parts, and keeps them by name until the application ends. Knows all packages on the way of a
 * send; none of these knows it.
 */
package io.quarkiverse.kafkaproducer.runtime.producers;
