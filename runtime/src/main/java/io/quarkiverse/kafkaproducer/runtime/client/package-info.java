/**
 * Makes Kafka's producers from settings, shows them to the queue as clients that answer at once, and sees when one no longer
 * works. Knows the queue's interfaces, but no sender: it must not decide what a failure means for the caller's send.
 */
package io.quarkiverse.kafkaproducer.runtime.client;
