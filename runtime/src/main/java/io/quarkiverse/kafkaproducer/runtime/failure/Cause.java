package io.quarkiverse.kafkaproducer.runtime.failure;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkiverse.kafkaproducer.runtime.config.PropertyNames;

/**
 * Says why records are not acknowledged: one sentence for each cause, which exceptions, footprints, the readiness check and
 * the Dev UI share.
 *
 * @param sentence makes it, with properties as they are called where they are set
 */
public record Cause(WaitReason reason, Function<PropertyNames, String> sentence) {

    private Cause(WaitReason reason, String sentence) {
        this(reason, names -> sentence);
    }

    public String text(PropertyNames names) {
        return sentence.apply(names);
    }

    public static Cause topicDoesNotExist(String topic, String servers) {
        return new Cause(WaitReason.TOPIC_DOES_NOT_EXIST,
                "topic '" + topic + "' does not exist on " + servers + ": create it, or correct its name");
    }

    /** @param why what the client said last about it; null if it said nothing */
    public static Cause neverConnected(String servers, String why) {
        return new Cause(WaitReason.NEVER_CONNECTED, names -> "no connection to " + servers + " could be established"
                + because(why) + ": start the broker, or correct " + names.of("bootstrap-servers"));
    }

    /** @param why what the client said last about it; null if it said nothing */
    public static Cause connectionLost(String servers, Duration since, String why) {
        return new Cause(WaitReason.CONNECTION_LOST,
                "the connection to " + servers + " was lost " + since.toSeconds() + " s ago" + because(why));
    }

    /** @param protocol that of the client */
    public static Cause connectionsClosed(String servers, String protocol) {
        return new Cause(WaitReason.CONNECTIONS_CLOSED_BY_BROKER, names -> servers + " closes every connection: set "
                + names.of("security-protocol") + ", which is " + protocol + ", to the protocol of the listener");
    }

    /** @param hosts those that were asked for */
    public static Cause hostNotResolvable(String hosts) {
        return new Cause(WaitReason.HOST_NOT_RESOLVABLE, names -> "no host of " + hosts + " can be resolved: correct "
                + names.of("bootstrap-servers") + ", or the DNS");
    }

    /**
     * @param login who was refused; null if that is not known
     * @param servers null if they are not known
     * @param why Kafka's words
     */
    public static Cause authenticationFailed(String login, String servers, String why) {
        return new Cause(WaitReason.AUTHENTICATION_FAILED, "authentication" + (login == null ? "" : " of " + login)
                + (servers == null ? "" : " at " + servers) + " failed (" + why
                + "): correct the credentials, or what the brokers know of them");
    }

    /** The leader of one partition is not where the brokers say. */
    public static Cause leaderNotReachable(String leader, int partition, String topic, String why) {
        return new Cause(WaitReason.LEADER_NOT_REACHABLE, "no connection to " + leader + ", which leads partition " + partition
                + " of topic '" + topic + "', could be established" + because(why)
                + ": correct the broker's advertised.listeners, or open the way to it");
    }

    public static Cause noLeader(String topic, Collection<Integer> partitions) {
        return new Cause(WaitReason.NO_LEADER, "partition "
                + partitions.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " of topic '" + topic
                + "' has no leader: start a broker that has a replica of it");
    }

    public static Cause tooFewReplicas(String topic) {
        return new Cause(WaitReason.TOO_FEW_REPLICAS, "topic '" + topic
                + "' has fewer replicas in sync than its min.insync.replicas: start the brokers that are missing");
    }

    public static Cause throttled(long millis) {
        return new Cause(WaitReason.THROTTLED, "a quota of the brokers delays the client, by " + millis
                + " ms a request: raise the quota, or send less");
    }

    public static Cause batchTooLarge(int batchSize) {
        return new Cause(WaitReason.BATCH_TOO_LARGE, names -> "batches were refused as too large: set "
                + names.kafka("batch.size") + ", which is " + batchSize + ", to no more than max.message.bytes of the topic");
    }

    /** The brokers have accepted connections, and do not speak. */
    public static Cause noAnswer(String servers, Duration since) {
        return new Cause(WaitReason.NO_ANSWER, "no answer from " + servers + " for " + since.toSeconds() + " s");
    }

    /** @param use how much of it is used */
    public static Cause queueFull(String use) {
        return new Cause(WaitReason.ROOM_IN_QUEUE, names -> "the queue is full (" + use + "): send more slowly, or raise "
                + names.of("max-pending-records") + " or " + names.of("max-pending-bytes"));
    }

    private static String because(String why) {
        return why == null ? "" : " (" + why + ')';
    }
}
