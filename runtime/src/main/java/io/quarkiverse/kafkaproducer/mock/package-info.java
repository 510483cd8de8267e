/**
 * The public API for tests without a broker: the records that producers would have sent. Knows nothing of test frameworks.
 */
package io.quarkiverse.kafkaproducer.mock;
