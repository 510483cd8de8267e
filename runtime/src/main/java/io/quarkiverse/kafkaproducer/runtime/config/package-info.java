/**
 * Reads the configuration, merges its sources in their order, and checks it at start. Knows property names, and makes no
 * client: nothing here opens a connection.
 */
package io.quarkiverse.kafkaproducer.runtime.config;
