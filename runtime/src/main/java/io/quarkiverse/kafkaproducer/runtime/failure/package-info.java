/**
 * Turns errors of Kafka into failures: the exception, the outcome and whether sending again is safe. Knows Kafka's exceptions,
 * and no package that sends.
 */
package io.quarkiverse.kafkaproducer.runtime.failure;
