/**
 * The readiness check. Asks the clients what they know, and makes no connection of its own. In the application only with
 * {@code quarkus-smallrye-health}.
 */
package io.quarkiverse.kafkaproducer.runtime.health;
