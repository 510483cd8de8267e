/** Keeps JTA transactions where they belong: on the thread that they were begun on. */
package io.quarkiverse.kafkaproducer.runtime.jta;
