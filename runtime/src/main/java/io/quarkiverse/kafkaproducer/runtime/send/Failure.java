package io.quarkiverse.kafkaproducer.runtime.send;

import io.quarkiverse.kafkaproducer.SendException;

/**
 * Why a submission was not acknowledged. The exception itself is made where it is thrown, so that its stack trace shows the
 * caller and neither Kafka's network thread nor the queue's lock pays for it.
 */
@FunctionalInterface
interface Failure {

    SendException toException(String topic);
}
