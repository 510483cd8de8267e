/**
 * Texts that are safe to show: secrets hidden, values quoted and cut. Knows no other package.
 */
package io.quarkiverse.kafkaproducer.runtime.text;
