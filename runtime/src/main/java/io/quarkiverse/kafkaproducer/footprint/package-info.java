/**
 * The public API of footprints: the log line and the CDI event that each send leaves, and the bean by which an application
 * leaves its own. Knows nothing of Kafka clients or of how a send works.
 */
package io.quarkiverse.kafkaproducer.footprint;
