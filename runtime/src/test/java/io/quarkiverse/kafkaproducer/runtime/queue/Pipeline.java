package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * The way of a client's batches to one partition and back: at most five in flight, in order, tried again until they are
 * written, refused, or too old. As Kafka's idempotent producer, with its gap: a broker that knows nothing of the client takes
 * whichever batch comes first for the first one.
 */
final class Pipeline {

    private static final int MOST_IN_FLIGHT = 5;
    private static final long BACKOFF = 20 * Weather.MS;
    private static final String INNOCENT = "Failed to append record because it was part of a batch "
            + "which had one more more invalid records";

    private final Simulation world;
    private final SimulatedClient client;
    final SimulatedPartition partition;
    private final TopicPartition name;
    private final SimulatedPartition.ProducerState broker = new SimulatedPartition.ProducerState();
    private final ArrayDeque<SimulatedBatch> waiting = new ArrayDeque<>();
    private final List<SimulatedBatch> inFlight = new ArrayList<>();
    private int nextOrdinal;
    private boolean sending;
    private long lastArrival;
    private long lastResponse;

    Pipeline(Simulation world, SimulatedClient client, SimulatedPartition partition) {
        this.world = world;
        this.client = client;
        this.partition = partition;
        this.name = new TopicPartition(partition.topic.name, partition.number);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    void append(SimulatedSend send) {
        SimulatedBatch batch = waiting.peekLast();
        if (batch == null || batch.sends.size() >= world.weather.batchRecords) {
            batch = new SimulatedBatch(world.agenda.now());
            batch.leaderSeen = !client.hasSeenLeaderless(partition);
            waiting.addLast(batch);
        }
        batch.add(send);
        sendSoon();
    }

    private void sendSoon() {
        if (!sending && inFlight.size() < MOST_IN_FLIGHT && !waiting.isEmpty()) {
            sending = true;
            world.agenda.after(world.chance.between(1000, 200_000), () -> {
                sending = false;
                send();
            });
        }
    }

    private void send() {
        while (!client.isSilent() && !waiting.isEmpty() && inFlight.size() < MOST_IN_FLIGHT) {
            SimulatedBatch batch = waiting.poll();
            batch.ordinal = nextOrdinal++;
            inFlight.add(batch);
            attempt(batch, 0);
        }
    }

    private void attempt(SimulatedBatch batch, long backoff) {
        batch.attempts++;
        client.sent(partition.topic.name);
        lastArrival = Math.max(lastArrival, world.agenda.now() + backoff + world.chance.between(1000, world.weather.network));
        world.agenda.at(lastArrival, () -> arrive(batch));
    }

    // ---- at the broker

    private void arrive(SimulatedBatch batch) {
        Weather weather = world.weather;
        // the broker knows nothing of the client, and will take this batch for the first one
        boolean taken = broker.expected == SimulatedPartition.NONE && batch.ordinal > 0;
        if (batch.over && !client.isClosed()) {
            // lost on the wire
            return;
        }
        if (!partition.isLed(world.agenda.now())) {
            world.happened(Happening.PARTITION_NOT_LED_YET);
            respond(() -> tryAgain(batch));
        } else if (batch.written) {
            if (strikes(weather.batchesRefused)) {
                world.happened(Happening.BATCH_REFUSED_AFTER_IT_WAS_WRITTEN);
                respond(() -> refuse(batch, new TopicAuthorizationException("revoked")));
            } else {
                respond(() -> acknowledge(batch));
            }
        } else if (broker.expected != SimulatedPartition.NONE && batch.ordinal != broker.expected) {
            world.happened(Happening.BATCH_OUT_OF_ORDER);
            respond(() -> tryAgain(batch));
        } else if (taken) {
            write(batch);
        } else if (strikes(weather.batchesRefused)) {
            world.happened(Happening.BATCH_REFUSED);
            broker.expected = batch.ordinal;
            respond(() -> refuse(batch, world.chance.oneIn(2) ? new PolicyViolationException("refused")
                    : new TopicAuthorizationException("refused")));
        } else if (strikes(weather.recordsRefused)) {
            broker.expected = batch.ordinal;
            respond(() -> refuseOne(batch));
        } else if (strikes(weather.splits)) {
            broker.expected = batch.ordinal;
            respond(() -> split(batch));
        } else {
            write(batch);
        }
    }

    private void write(SimulatedBatch batch) {
        if (broker.expected == SimulatedPartition.NONE && batch.ordinal > 0 && !client.isClosed()) {
            overtaken(batch);
        }
        broker.expected = batch.ordinal + 1;
        batch.written = true;
        for (SimulatedSend send : batch.sends) {
            world.cluster.write(send, partition);
        }
        if (client.isClosed()) {
            world.happened(Happening.WRITTEN_BY_CLOSED_CLIENT);
        }
        if (strikes(world.weather.responsesLost)) {
            world.happened(Happening.RESPONSE_LOST);
            world.agenda.after(world.weather.requestTimeout / 4, () -> client.onNetworkThread(() -> tryAgain(batch)));
        } else if (strikes(world.weather.responsesNever)) {
            world.happened(Happening.RESPONSE_NEVER);
            client.expireLater();
            neverAnswered(batch);
        } else {
            respond(() -> acknowledge(batch));
        }
    }

    /** Only when all is well again it is tried again. */
    private void neverAnswered(SimulatedBatch batch) {
        world.agenda.after(Weather.SECOND, () -> answered(batch, () -> {
            if (world.weather.calm) {
                tryAgain(batch);
            } else {
                neverAnswered(batch);
            }
        }));
    }

    /** The danger that {@link PartitionGuard} is there for. */
    private void overtaken(SimulatedBatch batch) {
        boolean known = batch.sends.stream().allMatch(send -> send.partitionKnown);
        for (SimulatedBatch one : inFlight) {
            if (one.ordinal < batch.ordinal) {
                known &= one.sends.stream().allMatch(send -> send.partitionKnown);
            }
        }
        partition.swapped = true;
        world.happened(Happening.FIRST_BATCHES_SWAPPED);
        // what the queue cannot know, it cannot prevent
        long triedAt = client.triedAt(partition.topic.name);
        boolean unseen = partition.lostAt >= 0 && inFlight.stream().anyMatch(one -> one.leaderSeen);
        boolean young = world.agenda.now() - triedAt < Weather.SECOND && triedAt > partition.appearedAt;
        // nor can it wait for the answer to a record that the client may not have
        long doubtfulBy = world.agenda.now() - Weather.SECOND;
        List<SimulatedBatch> earlier = inFlight.stream().filter(one -> one.ordinal < batch.ordinal).toList();
        boolean doubted = !earlier.isEmpty() && earlier.stream().allMatch(one -> one.isDoubtful(doubtfulBy));
        if (!doubted && (known ? !unseen : young)) {
            world.fail("two first batches of " + name + " were in flight at once, and the later one was accepted: "
                    + batch.sends.get(0) + " before " + inFlight.get(0).sends.get(0));
        }
    }

    private boolean strikes(int oneIn) {
        return !partition.topic.healthy && world.strikes(oneIn);
    }

    private void respond(Runnable response) {
        long delay = world.chance.between(1000, world.weather.network);
        if (strikes(world.weather.throttles)) {
            world.happened(Happening.BATCH_THROTTLED);
            delay += world.chance.between(100 * Weather.MS, 5 * Weather.SECOND);
        }
        lastResponse = Math.max(lastResponse, world.agenda.now() + delay);
        world.agenda.at(lastResponse, () -> client.onNetworkThread(response));
    }

    // ---- at the client

    private void answered(SimulatedBatch batch, Runnable then) {
        if (!client.isSilent() && !batch.over) {
            then.run();
        }
    }

    private void over(SimulatedBatch batch) {
        batch.over = true;
        inFlight.remove(batch);
        client.free(batch.bytes);
        sendSoon();
    }

    private void tryAgain(SimulatedBatch batch) {
        answered(batch, () -> {
            if (world.agenda.now() - batch.since > world.weather.deliveryTimeout) {
                expire(batch);
                return;
            }
            world.happened(Happening.BATCH_TRIED_AGAIN);
            client.triedAgain(partition.topic.name, batch.sends.size());
            attempt(batch, Math.min(BACKOFF << Math.min(batch.attempts, 6), Weather.SECOND));
        });
    }

    private void acknowledge(SimulatedBatch batch) {
        answered(batch, () -> {
            over(batch);
            long offset = batch.sends.get(0).offset;
            for (int at = 0; at < batch.sends.size(); at++) {
                SimulatedSend send = batch.sends.get(at);
                send.onCompletion(new RecordMetadata(name, offset, at, 0, 0, 0), null);
            }
            client.acknowledged();
        });
    }

    private void refuse(SimulatedBatch batch, KafkaException why) {
        answered(batch, () -> {
            world.trace("batch of {} refused: {}", name, why);
            skip(batch);
            over(batch);
            batch.sends.forEach(send -> send.onCompletion(null, why));
        });
    }

    /** One record is not valid, and nothing of the batch is written. It may come back record by record. */
    private void refuseOne(SimulatedBatch batch) {
        answered(batch, () -> {
            int culprit = world.chance.below(batch.sends.size());
            world.happened(Happening.RECORD_REFUSED);
            skip(batch);
            over(batch);
            for (int at = 0; at < batch.sends.size(); at++) {
                SimulatedSend send = batch.sends.get(at);
                if (at != culprit) {
                    world.happened(Happening.INNOCENT_REFUSED);
                    world.trace("innocent {}", send);
                }
                send.onCompletion(null, at == culprit ? new InvalidRecordException("no key") : new KafkaException(INNOCENT));
                world.mischief();
            }
        });
    }

    private void split(SimulatedBatch batch) {
        answered(batch, () -> {
            if (batch.sends.size() == 1) {
                refuse(batch, new RecordTooLargeException("too large"));
                return;
            }
            world.happened(Happening.BATCH_SPLIT);
            batch.over = true;
            int at = inFlight.indexOf(batch);
            SimulatedBatch first = new SimulatedBatch(batch.since);
            SimulatedBatch second = new SimulatedBatch(batch.since);
            for (SimulatedSend send : batch.sends) {
                (first.sends.size() < batch.sends.size() / 2 ? first : second).add(send);
            }
            for (SimulatedBatch other : inFlight) {
                other.ordinal += other.ordinal > batch.ordinal ? 1 : 0;
            }
            nextOrdinal++;
            first.ordinal = batch.ordinal;
            second.ordinal = batch.ordinal + 1;
            inFlight.set(at, first);
            inFlight.add(at + 1, second);
            attempt(first, 0);
            attempt(second, 0);
        });
    }

    /** The batches behind it move up, as the broker has not counted it. */
    private void skip(SimulatedBatch batch) {
        if (!batch.written && inFlight.contains(batch) && (broker.expected == SimulatedPartition.NONE
                || broker.expected <= batch.ordinal)) {
            for (SimulatedBatch other : inFlight) {
                other.ordinal -= other.ordinal > batch.ordinal ? 1 : 0;
            }
            nextOrdinal--;
        }
    }

    private void expire(SimulatedBatch batch) {
        world.happened(Happening.BATCH_EXPIRED);
        world.trace("batch of {} expires", name);
        skip(batch);
        waiting.remove(batch);
        over(batch);
        TimeoutException why = new TimeoutException("Expiring " + batch.sends.size() + " record(s)");
        batch.sends.forEach(send -> send.onCompletion(null, why));
    }

    /** Gives up batches that are too old. */
    void expire(long now) {
        for (SimulatedBatch batch : List.copyOf(inFlight)) {
            if (!batch.over && now - batch.since > world.weather.deliveryTimeout) {
                expire(batch);
            }
        }
        for (SimulatedBatch batch : List.copyOf(waiting)) {
            if (!batch.over && now - batch.since > world.weather.deliveryTimeout) {
                expire(batch);
            }
        }
    }

    /** Ends all that the client has; what is on the wire may still be written. */
    List<SimulatedSend> abort(boolean waitingOnly) {
        List<SimulatedSend> aborted = new ArrayList<>();
        if (!waitingOnly) {
            inFlight.forEach(batch -> {
                batch.over = true;
                client.free(batch.bytes);
                aborted.addAll(batch.sends);
            });
            inFlight.clear();
        }
        waiting.forEach(batch -> {
            batch.over = true;
            client.free(batch.bytes);
            aborted.addAll(batch.sends);
        });
        waiting.clear();
        return aborted;
    }
}
