/**
 * Checks records, and changes them before their values are written: by the application's interceptors, and to CloudEvents.
 * Knows nothing of what comes after.
 */
package io.quarkiverse.kafkaproducer.runtime.prepare;
