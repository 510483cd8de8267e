/**
 * Runs Kafka transactions: a pool of transactional clients, one for each open transaction, from begin to commit or abort. Knows
 * clients and queues; it must not know whether its caller waits or subscribes.
 */
package io.quarkiverse.kafkaproducer.runtime.transaction;
