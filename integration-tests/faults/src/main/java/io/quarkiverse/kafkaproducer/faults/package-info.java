/** An application under load, for tests that kill brokers, networks and clients beneath it. */
package io.quarkiverse.kafkaproducer.faults;
