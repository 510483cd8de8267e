/** An application with a database and an outbox, for tests that kill its replicas, its database and its brokers. */
package io.quarkiverse.kafkaproducer.outbox.it;
