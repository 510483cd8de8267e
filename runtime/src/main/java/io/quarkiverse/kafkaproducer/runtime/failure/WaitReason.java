package io.quarkiverse.kafkaproducer.runtime.failure;

/** Causes for which a record is not acknowledged yet. Exceptions, footprints, health and the Dev UI name the same ones. */
public enum WaitReason {

    /** The value is being written by a serializer of the application, which may wait for a registry. */
    VALUE,
    /** The queue is full. */
    ROOM_IN_QUEUE,
    /** The Kafka client is being made, or cannot be made. */
    CLIENT,
    /** The brokers have not answered the request for the topic's metadata yet. */
    METADATA,
    /** The brokers say that there is no such topic. */
    TOPIC_DOES_NOT_EXIST,
    /** No broker has ever accepted a connection. */
    NEVER_CONNECTED,
    /** The connection was lost, and there is none now. */
    CONNECTION_LOST,
    /** Brokers accept connections and close them before they have answered: as a rule a wrong security protocol. */
    CONNECTIONS_CLOSED_BY_BROKER,
    /** A broker's host name cannot be resolved. */
    HOST_NOT_RESOLVABLE,
    /** The brokers do not let this client in. */
    AUTHENTICATION_FAILED,
    /** The brokers tell an address of the partition's leader where nobody answers. */
    LEADER_NOT_REACHABLE,
    /** The partition has no leader. */
    NO_LEADER,
    /** The topic does not have the partition that the record asks for. */
    PARTITION_DOES_NOT_EXIST,
    /** The Kafka client's buffer is full. */
    BUFFER_SPACE,
    /** Earlier records of a new partition have to be acknowledged first. */
    EARLIER_RECORDS,
    /** Fewer replicas of the partition are in sync than the topic asks for. */
    TOO_FEW_REPLICAS,
    /** Brokers are connected and do not answer. */
    NO_ANSWER,
    /** A quota delays the client. */
    THROTTLED,
    /** A batch is larger than the topic allows, and is split again and again. */
    BATCH_TOO_LARGE,
    /** The broker has the record, or is being sent it. */
    ACKNOWLEDGMENT
}
