/** An application with metrics, traces and health, for tests of these. */
package io.quarkiverse.kafkaproducer.observability;
