/**
 * Runs the benchmarks: starts brokers and applications, takes turns between contestants, and writes the report. Knows the
 * applications by their main classes and output only.
 */
package io.quarkiverse.kafkaproducer.benchmarks.runner;
