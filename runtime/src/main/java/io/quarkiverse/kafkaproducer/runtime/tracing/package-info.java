/**
 * Spans of sends, and the headers that carry the trace on. In the application only with OpenTelemetry: no other package may
 * refer to it directly.
 */
package io.quarkiverse.kafkaproducer.runtime.tracing;
