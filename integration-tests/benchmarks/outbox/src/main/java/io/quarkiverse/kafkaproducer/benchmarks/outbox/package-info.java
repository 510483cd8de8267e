/** The outbox and the loop that is often shown in its place, measured from the commit to the consumer. */
package io.quarkiverse.kafkaproducer.benchmarks.outbox;
