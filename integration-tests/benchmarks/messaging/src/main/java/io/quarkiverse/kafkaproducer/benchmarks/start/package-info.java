/** An application whose start and first send by the emitter are measured. It must not have this extension. */
package io.quarkiverse.kafkaproducer.benchmarks.start;
