package io.quarkiverse.kafkaproducer.outbox.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Compares the messages of a topic with the table that the orders were committed to. */
final class PublishedOrders {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID_HEADER = "outbox-id";

    /** In the order of first appearance, key by key. */
    private final Map<String, List<Placed>> firsts = new HashMap<>();
    private final Map<Long, String> outboxIds = new HashMap<>();
    private int copies;
    private int otherHeaders;

    private PublishedOrders() {
    }

    /** Reads all that is in the topic now. */
    static PublishedOrders read(String servers, String topic, boolean committedOnly) {
        PublishedOrders published = new PublishedOrders();
        Topics.read(servers, topic, committedOnly).forEach(published::add);
        return published;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        Placed placed;
        try {
            placed = JSON.readValue(record.value(), Placed.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String outboxId = new String(record.headers().lastHeader(ID_HEADER).value(), StandardCharsets.UTF_8);
        String known = outboxIds.putIfAbsent(placed.id(), outboxId);
        if (known == null) {
            firsts.computeIfAbsent(placed.key(), key -> new ArrayList<>()).add(placed);
        } else {
            copies++;
            if (!known.equals(outboxId)) {
                otherHeaders++;
            }
        }
    }

    int count() {
        return outboxIds.size();
    }

    int copies() {
        return copies;
    }

    /** Asserts that all that was committed is there, and nothing else, and that copies have the same id. */
    PublishedOrders assertSameAs(List<Placed> committed) {
        Set<Placed> missing = new HashSet<>(committed);
        Set<Placed> alien = new HashSet<>();
        firsts.values().forEach(orders -> alien.addAll(orders));
        Set<Placed> there = Set.copyOf(alien);
        alien.removeAll(missing);
        missing.removeAll(there);
        System.out.printf(
                "committed %d; in the topic %d, and %d copies; committed and not in the topic %d; in the topic and not "
                        + "committed %d; order of first appearances per key broken %d; copies with another outbox-id %d%n",
                committed.size(), count(), copies, missing.size(), alien.size(), outOfOrder().size(), otherHeaders);
        assertThat(missing).as("committed and not in the topic").isEmpty();
        assertThat(alien).as("in the topic and not committed").isEmpty();
        assertThat(otherHeaders).as("copies with another outbox-id").isZero();
        assertThat(new HashSet<>(outboxIds.values())).as("outbox-ids").hasSize(outboxIds.size());
        return this;
    }

    /** Asserts that the first appearances of each key are in the order of their commits. */
    PublishedOrders assertInOrder() {
        assertThat(outOfOrder()).as("first appearances per key out of order").isEmpty();
        return this;
    }

    /** Returns the messages that came after a later one of the same key. */
    private List<Placed> outOfOrder() {
        List<Placed> late = new ArrayList<>();
        firsts.values().forEach(orders -> {
            long last = 0;
            for (Placed one : orders) {
                if (one.version() <= last) {
                    late.add(one);
                }
                last = Math.max(last, one.version());
            }
        });
        return late;
    }
}
