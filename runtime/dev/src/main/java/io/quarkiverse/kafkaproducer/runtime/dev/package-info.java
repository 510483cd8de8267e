/** Serves the Dev UI: footprints, producers, and a form that sends. In an application in dev mode only. */
package io.quarkiverse.kafkaproducer.runtime.dev;
