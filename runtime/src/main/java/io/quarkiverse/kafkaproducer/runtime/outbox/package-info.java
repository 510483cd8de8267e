/**
 * The transactional outbox: rows are buffered for each JTA transaction, inserted before it completes, and published by the
 * relay after the commit.
 */
package io.quarkiverse.kafkaproducer.runtime.outbox;
