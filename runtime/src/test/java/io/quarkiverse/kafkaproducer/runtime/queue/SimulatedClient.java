package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

import io.quarkiverse.kafkaproducer.runtime.failure.Wait;

/** A Kafka client as it behaves, and misbehaves. */
final class SimulatedClient implements Client {

    /** The client's knowledge of a topic. */
    private static final class Known {
        final SimulatedTopic topic;
        TopicMetadata metadata;
        KafkaException error = new TimeoutException("not yet");
        boolean asked;
        long askAgain;
        long retries;
        boolean sent;
        /** Partitions that it has ever seen without a leader. */
        final BitSet leaderless = new BitSet();
        long triedAt = -1;
        final List<Pipeline> pipelines = new ArrayList<>();

        Known(SimulatedTopic topic) {
            this.topic = topic;
        }
    }

    private static final long ASK_AGAIN = 100 * Weather.MS;

    private final Simulation world;
    private final SimulatedClients source;
    final int id;
    private final Map<String, Known> topics = new HashMap<>();
    private final List<Known> requested = new ArrayList<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final ArrayDeque<SimulatedSend> untaken = new ArrayDeque<>();
    private long untakenBytes;
    private long buffered;
    private Throwable failure;
    private boolean dead;
    private long deadSince;
    private boolean closed;
    private boolean refused;
    private boolean acknowledged;
    private boolean working;
    private boolean taking;
    private boolean calling;
    private boolean expiring;
    private boolean redirecting;

    SimulatedClient(Simulation world, SimulatedClients source, int id) {
        this.world = world;
        this.source = source;
        this.id = id;
        this.refused = world.strikes(world.weather.authenticationFailures);
    }

    boolean isClosed() {
        return closed;
    }

    /** Nothing comes from it any more. */
    boolean isSilent() {
        return closed || dead;
    }

    boolean isEmpty() {
        for (Pipeline pipeline : pipelines) {
            if (!pipeline.isEmpty()) {
                return false;
            }
        }
        return untaken.isEmpty();
    }

    // ---- metadata

    private Known known(String topic) {
        Known known = topics.get(topic);
        if (known == null) {
            known = new Known(world.cluster.topic(topic));
            topics.put(topic, known);
        }
        return known;
    }

    @Override
    public TopicMetadata metadata(String topic) {
        world.question();
        Known known = known(topic);
        if (known.metadata == null) {
            ask(known);
            // an error is said once
            KafkaException error = known.error;
            known.error = new TimeoutException("not yet");
            return TopicMetadata.missing(error);
        }
        return known.metadata;
    }

    @Override
    public boolean refresh(String topic) {
        world.question();
        if (world.weather.cannotRefresh) {
            return false;
        }
        ask(known(topic));
        return true;
    }

    private void ask(Known known) {
        if (known.asked || isSilent()) {
            return;
        }
        known.asked = true;
        // Kafka's clients do not ask again at once either
        long again = Math.max(0, known.askAgain - world.agenda.now());
        known.askAgain = world.agenda.now() + again + ASK_AGAIN;
        boolean lost = world.strikes(world.weather.metadataLost) || known.topic.silent;
        if (lost || again > 0) {
            world.agenda.after(lost ? 300 * Weather.MS : again, () -> {
                if (lost) {
                    world.happened(Happening.METADATA_LOST);
                    known.asked = false;
                } else {
                    request(known);
                }
            });
        } else {
            request(known);
        }
    }

    /** One request asks for all that are missing. */
    private void request(Known known) {
        requested.add(known);
        if (requested.size() == 1) {
            long takes = world.chance.between(1000,
                    Math.max(1000, world.weather.calm ? 5 * Weather.MS : world.weather.metadataTake));
            if (takes > 100 * Weather.MS) {
                world.happened(Happening.METADATA_LATE);
            }
            world.agenda.after(takes, () -> {
                List<Known> asked = List.copyOf(requested);
                requested.clear();
                asked.forEach(one -> one.asked = false);
                if (!isSilent()) {
                    asked.forEach(this::answer);
                    source.metadataArrived();
                }
            });
        }
    }

    private void answer(Known known) {
        SimulatedTopic topic = known.topic;
        if (refused) {
            world.happened(Happening.AUTHENTICATION_FAILED);
            known.error = new TimeoutException("no metadata", new SaslAuthenticationException("wrong password"));
            known.metadata = null;
        } else if (topic.forbidden) {
            world.happened(Happening.METADATA_SAY_NOT_ALLOWED);
            known.error = new TimeoutException("no metadata", new TopicAuthorizationException(topic.name));
            known.metadata = null;
        } else if (!topic.exists) {
            world.happened(Happening.METADATA_SAY_NO_SUCH_TOPIC);
            known.error = new TimeoutException("no metadata", new UnknownTopicOrPartitionException(topic.name));
        } else {
            known.metadata = topic.metadata();
            if (known.metadata.leaderless() != null) {
                known.leaderless.or(known.metadata.leaderless());
            }
        }
    }

    @Override
    public int partition(ProducerRecord<Object, byte[]> record, int partitions) {
        world.question();
        if (record.partition() != null) {
            return record.partition();
        }
        return record.key() == null || world.weather.partitionsUnknown ? UNKNOWN_PARTITION : hash(record.key(), partitions);
    }

    private static int hash(Object key, int partitions) {
        return (key instanceof byte[] bytes ? bytes[0] : key.hashCode() & 0xffff) % partitions;
    }

    // ---- buffer

    @Override
    public boolean hasRoom(int size, int inFlight) {
        world.question();
        boolean room = buffered + untakenBytes + size <= world.weather.bufferBytes && !world.strikes(world.weather.noRoom);
        if (!room) {
            world.happened(Happening.BUFFER_FULL);
        }
        return room;
    }

    void free(int bytes) {
        buffered -= bytes;
    }

    // ---- records

    @Override
    public void send(Entry entry) {
        SimulatedSend send = (SimulatedSend) entry;
        if (++send.given > 1) {
            world.happened(Happening.RECORD_SENT_AGAIN);
        }
        send.givenAt = world.agenda.now();
        world.trace("client {} is given {}", id, send);
        if (!world.weather.offloaded) {
            handOver(send);
            return;
        }
        if (closed) {
            world.happened(Happening.UNTAKEN_GIVEN_BACK);
            send.returnUntaken();
            return;
        }
        world.happened(Happening.OFFLOADED);
        untaken.add(send);
        untakenBytes += send.size();
        workSoon();
        world.mischief();
    }

    /** Its own thread takes the records a little later. */
    private void workSoon() {
        if (!working) {
            working = true;
            world.agenda.after(world.chance.between(1000, 3 * Weather.MS), () -> {
                working = false;
                if (taking) {
                    workSoon();
                    return;
                }
                taking = true;
                for (int some = world.chance.between(1, 200); some > 0 && !untaken.isEmpty() && !closed; some--) {
                    SimulatedSend next = untaken.poll();
                    untakenBytes -= next.size();
                    handOver(next);
                }
                taking = false;
                if (!untaken.isEmpty() && !closed) {
                    workSoon();
                }
            });
        }
    }

    private void handOver(SimulatedSend send) {
        boolean known = world.weather.partitionsUnknown || send.key() == null && send.sequence.partition == null;
        send.partitionKnown = !known;
        ProducerRecord<Object, byte[]> record = send.take();
        if (record == null) {
            world.happened(Happening.GIVEN_UP_BEFORE_TAKEN);
            return;
        }
        world.mischief();
        Known topic = known(record.topic());
        Weather weather = world.weather;
        if (failure != null || closed) {
            send.notTaken(closed ? new IllegalStateException("closed") : new KafkaException("failed before", failure), true);
        } else if (world.strikes(weather.errorsBefore)) {
            world.happened(Happening.ERROR_BEFORE_HANDOVER);
            send.notTaken(new SimulatedError("partitioner"), true);
        } else if (world.strikes(weather.fatals)) {
            fatalAtHandOver(send);
        } else if (isRedirected(send)) {
            world.happened(Happening.REDIRECTED_TO_MISSING_TOPIC);
            send.onCompletion(null, new TimeoutException("Topic missing not present in metadata after 0 ms.",
                    new UnknownTopicOrPartitionException("no such topic")));
            send.handedOver();
        } else if (topic.metadata == null) {
            send.onCompletion(null, new TimeoutException("not in metadata"));
            send.handedOver();
        } else if (weather.bufferBytes < buffered + send.size() || world.strikes(weather.exhausted)) {
            world.happened(Happening.BUFFER_EXHAUSTED);
            send.onCompletion(null, new BufferExhaustedException("no room"));
            send.handedOver();
        } else {
            append(send, record, topic);
        }
    }

    /** An interceptor has it go to another topic, and the client asks for that one's metadata. */
    private boolean isRedirected(SimulatedSend send) {
        send.redirected |= world.strikes(world.weather.redirects);
        if (!send.redirected || world.weather.calm) {
            return false;
        }
        if (!redirecting) {
            redirecting = true;
            world.agenda.after(ASK_AGAIN, () -> {
                redirecting = false;
                source.metadataArrived();
            });
        }
        return true;
    }

    private void append(SimulatedSend send, ProducerRecord<Object, byte[]> record, Known topic) {
        int partitions = topic.metadata.partitions();
        int number = record.partition() != null ? record.partition()
                : record.key() != null ? hash(record.key(), partitions) : world.chance.below(partitions);
        if (topic.triedAt < 0) {
            // a second counts from there, however long the client's own thread takes to take it
            topic.triedAt = send.givenAt;
        }
        buffered += send.size();
        if (number >= partitions) {
            buffered -= send.size();
            send.onCompletion(null, new TimeoutException("no such partition"));
            send.handedOver();
        } else if (world.weather.inside) {
            world.happened(Happening.ACKNOWLEDGED_INSIDE_SEND);
            SimulatedPartition partition = topic.topic.partitions.get(number);
            world.cluster.write(send, partition);
            buffered -= send.size();
            acknowledged = true;
            send.onCompletion(new RecordMetadata(new TopicPartition(record.topic(), number), send.offset, 0, 0, 0, 0), null);
            send.handedOver();
        } else {
            pipeline(topic, number).append(send);
            if (world.strikes(world.weather.errorsAfter)) {
                world.happened(Happening.ERROR_AFTER_APPEND);
                send.doubtfulSince = world.agenda.now();
                send.notTaken(new SimulatedError("interceptor"), false);
            } else {
                send.handedOver();
            }
        }
    }

    private Pipeline pipeline(Known topic, int partition) {
        while (topic.pipelines.size() <= partition) {
            Pipeline added = new Pipeline(world, this, topic.topic.partitions.get(topic.pipelines.size()));
            topic.pipelines.add(added);
            pipelines.add(added);
        }
        return topic.pipelines.get(partition);
    }

    long triedAt(String topic) {
        return known(topic).triedAt;
    }

    boolean hasSeenLeaderless(SimulatedPartition partition) {
        return known(partition.topic.name).leaderless.get(partition.number);
    }

    void triedAgain(String topic, int records) {
        known(topic).retries += records;
    }

    void acknowledged() {
        acknowledged = true;
        if (world.strikes(world.weather.fatalsLater)) {
            world.happened(Happening.FATAL_LATER);
            fail(fatal());
        } else if (world.strikes(world.weather.deaths)) {
            world.happened(Happening.CLIENT_SILENTLY_DEAD);
            world.trace("client {} dies", id);
            dead = true;
            world.deadClients++;
            deadSince = world.agenda.now();
        } else if (world.strikes(world.weather.discards)) {
            source.discard(this, new KafkaException("replaced"));
        }
    }

    void expireLater() {
        if (!expiring) {
            expiring = true;
            world.agenda.after(Weather.SECOND, () -> {
                expiring = false;
                if (isSilent()) {
                    return;
                }
                each(pipeline -> pipeline.expire(world.agenda.now()));
                if (!isEmpty()) {
                    expireLater();
                }
            });
        }
    }

    // ---- fatal

    private KafkaException fatal() {
        return world.chance.oneIn(2) ? new ClusterAuthorizationException("not allowed")
                : new UnsupportedVersionException("too old");
    }

    private void fatalAtHandOver(SimulatedSend send) {
        KafkaException fatal = fatal();
        switch (world.chance.below(3)) {
            case 0 -> {
                world.happened(Happening.FATAL_THROWN);
                send.notTaken(new KafkaException("cannot send", fatal), true);
            }
            case 1 -> {
                world.happened(Happening.FATAL_CALLED_BACK);
                send.onCompletion(null, fatal);
                send.handedOver();
            }
            default -> {
                world.happened(Happening.FATAL_BOTH);
                send.onCompletion(null, fatal);
                send.notTaken(fatal, true);
            }
        }
    }

    /** Gives up all that it has, as Kafka's does, whether or not it has been written. */
    void fail(KafkaException fatal) {
        world.trace("client {} fails: {}", id, fatal);
        List<SimulatedSend> aborted = new ArrayList<>();
        each(pipeline -> aborted.addAll(pipeline.abort(false)));
        aborted.forEach(send -> send.onCompletion(null, fatal));
    }

    // ---- its end

    void discarded(Throwable reason) {
        failure = reason;
    }

    @Override
    public Throwable failure() {
        return failure;
    }

    /** Closes it by force. */
    void close() {
        if (closed) {
            return;
        }
        world.trace("client {} is closed", id);
        closed = true;
        if (dead) {
            world.deadClients--;
        }
        for (SimulatedSend send = untaken.poll(); send != null; send = untaken.poll()) {
            world.happened(Happening.UNTAKEN_GIVEN_BACK);
            untakenBytes -= send.size();
            send.returnUntaken();
        }
        List<SimulatedSend> left = new ArrayList<>();
        each(pipeline -> left.addAll(pipeline.abort(false)));
        if (left.isEmpty()) {
            return;
        }
        if (world.strikes(world.weather.closedSilently)) {
            world.happened(Happening.CLIENT_CLOSED_WITHOUT_CALLBACKS);
        } else {
            world.happened(Happening.CLIENT_CLOSED_WITH_CALLBACKS);
            left.forEach(send -> send.onCompletion(null, new KafkaException("Producer is closed forcefully.")));
        }
    }

    /** Drops what is not on its way yet, as the abort of a transaction does. */
    void abortUnsent() {
        List<SimulatedSend> aborted = new ArrayList<>();
        each(pipeline -> aborted.addAll(pipeline.abort(true)));
        aborted.forEach(send -> send.onCompletion(null, new TransactionAbortedException()));
    }

    // ---- described

    @Override
    public boolean hasSent(String topic) {
        return known(topic).sent;
    }

    void sent(String topic) {
        known(topic).sent = true;
    }

    @Override
    public long retries(String topic) {
        return known(topic).retries;
    }

    @Override
    public Exception diagnose(long now) {
        world.question();
        return dead && (world.weather.calm || world.agenda.now() - deadSince > world.weather.requestTimeout)
                ? new TimeoutException("silent")
                : null;
    }

    @Override
    public Wait waitForMetadata(String topic, TopicMetadata metadata) {
        return Wait.metadata(topic);
    }

    @Override
    public Wait waitForAcknowledgment(String topic) {
        world.question();
        return Wait.ACKNOWLEDGMENT;
    }

    void admit() {
        if (dead && failure == null) {
            source.discard(this, new TimeoutException("found silent"));
        }
        refused = false;
        topics.values().forEach(known -> known.error = new TimeoutException("not yet"));
    }

    /** Runs an action for each pipeline. The action may add pipelines. */
    private void each(Consumer<Pipeline> action) {
        for (int at = 0; at < pipelines.size(); at++) {
            action.accept(pipelines.get(at));
        }
    }

    /** One callback at a time. */
    void onNetworkThread(Runnable response) {
        if (calling) {
            world.agenda.after(0, () -> onNetworkThread(response));
            return;
        }
        calling = true;
        response.run();
        calling = false;
    }
}
