/**
 * Finds the calls that send in the application's bytecode, with the topics and the types of values that can reach them. Reads
 * classes without loading them, and knows nothing of Quarkus' build steps.
 */
package io.quarkiverse.kafkaproducer.deployment.calls;
