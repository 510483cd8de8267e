/**
 * The one path of every send: check, prepare, write the value, queue, and report the end to observers. Knows no API type of a
 * producer and no Kafka client; facades and observers come in by interface.
 */
package io.quarkiverse.kafkaproducer.runtime.send;
