/**
 * Writes values as bytes, by the application's {@code ObjectMapper} or a Kafka serializer. Knows neither queue nor client. No
 * message that it makes may hold a value or a part of one.
 */
package io.quarkiverse.kafkaproducer.runtime.encode;
