package io.quarkiverse.kafkaproducer;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sees every record before its value is written, and may change it: adds a correlation id or a tenant to its headers, encrypts
 * parts of its value, audits.
 * <p>
 * An interceptor is a CDI bean of this type. One without a qualifier is for all producers, one with {@link ProducerName} for
 * the
 * producer of this name. Several are called one after the other, each with what the one before it returned: those with a higher
 * {@link jakarta.annotation.Priority} first, by default 0. Whatever a producer sends passes them: one by one, in batches and
 * streams, by {@link TopicProducer}, {@link ReactiveProducer} and in transactions, also in producers made by
 * {@link KafkaInstance#newProducer()}. What {@link KafkaInstance#getProducer()} sends does not.
 * <p>
 * It is called on the thread that sends, with its request context, for a reactive send on the subscriber's, which may be an
 * event loop: it must not block. It is called by any number of threads at the same time.
 * <p>
 * Kafka's own {@code interceptor.classes} see keys and values as bytes, and are called on a thread of the producer's.
 */
@FunctionalInterface
public interface SendInterceptor {

    /**
     * Returns the record that is sent.
     * <p>
     * Where this throws, nothing is sent: the send fails with a {@link SendRejectedException} that names the interceptor and
     * the type of what it threw, not its text, which may quote the value. It is retriable where an
     * {@link java.io.IOException} or another fault that passes is among the causes.
     *
     * @param record what the application sends, with its own value object; the key is a {@code String}, a {@code byte[]} or
     *        null, and the value is null for a tombstone. Its headers are a copy, to which this may add
     * @return the same record, or another one in its place, which has to be legal; not null
     */
    ProducerRecord<Object, Object> beforeSend(ProducerRecord<Object, Object> record);
}
