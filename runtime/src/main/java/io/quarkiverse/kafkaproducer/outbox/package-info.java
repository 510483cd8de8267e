/**
 * The transactional outbox: records are written to a table together with the application's own data, and are published after
 * the commit. Committed means published at least once, rolled back means never.
 */
package io.quarkiverse.kafkaproducer.outbox;
