/** The first send with a declared topic and without one, added to the application whose start is measured. */
package io.quarkiverse.kafkaproducer.benchmarks.producer;
