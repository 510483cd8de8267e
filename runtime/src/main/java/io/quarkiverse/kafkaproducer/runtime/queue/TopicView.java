package io.quarkiverse.kafkaproducer.runtime.queue;

/**
 * The knowledge of a topic when a record was handed over.
 *
 * @param retries how many of its records the client had tried again by then: if it is as many when the record is refused, the
 *        record has been tried once only
 * @param validUntil when the client is asked again
 */
record TopicView(TopicState topic, TopicMetadata metadata, long retries, long validUntil) {

    ClientSession session() {
        return topic.session();
    }
}
