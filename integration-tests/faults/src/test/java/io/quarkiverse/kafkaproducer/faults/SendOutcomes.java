package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ProducerException;

/** Records how each send ended, for comparison with the records that a consumer reads. */
final class SendOutcomes {

    enum End {
        ON_ITS_WAY,
        ACKNOWLEDGED,
        NOT_SENT,
        UNKNOWN
    }

    private final Map<Long, End> ends = new ConcurrentHashMap<>();

    void begin(long id) {
        ends.put(id, End.ON_ITS_WAY);
    }

    void acknowledged(long id) {
        end(id, End.ACKNOWLEDGED);
    }

    void failed(long id, Throwable failure) {
        if (!(failure instanceof ProducerException known)) {
            throw new AssertionError("A send ended with something that is not documented", failure);
        }
        end(id, known.outcome() == Outcome.NOT_SENT ? End.NOT_SENT : End.UNKNOWN);
    }

    void end(long id, End end) {
        End before = ends.put(id, end);
        assertThat(before).as("the end of %s was told twice", id).isEqualTo(End.ON_ITS_WAY);
    }

    long count(End end) {
        return ends.values().stream().filter(end::equals).count();
    }

    /** Asserts that every account is true. The topic's values are ids. */
    void assertTrue(List<ConsumerRecord<byte[], byte[]>> topic) {
        assertTrue(topic, false);
    }

    /** For an application that ended before it could tell the end of each. */
    void assertTrueExceptOnItsWay(List<ConsumerRecord<byte[], byte[]>> topic) {
        assertTrue(topic, true);
    }

    private void assertTrue(List<ConsumerRecord<byte[], byte[]>> topic, boolean mayBeOnTheirWay) {
        Map<Long, Integer> there = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topic) {
            there.merge(Long.valueOf(new String(record.value(), StandardCharsets.UTF_8)), 1, Integer::sum);
        }
        Set<Long> twice = there.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        System.out.printf("handed in %d: acknowledged %d, NOT_SENT %d, UNKNOWN %d; in the topic %d%n", ends.size(),
                count(End.ACKNOWLEDGED), count(End.NOT_SENT), count(End.UNKNOWN), there.size());
        assertThat(mayBeOnTheirWay ? List.of() : of(End.ON_ITS_WAY)).as("handed in and never ended").isEmpty();
        assertThat(of(End.ACKNOWLEDGED).stream().filter(id -> !there.containsKey(id)).toList())
                .as("acknowledged and not there").isEmpty();
        assertThat(twice).as("there twice").isEmpty();
        assertThat(of(End.NOT_SENT).stream().filter(there::containsKey).toList()).as("NOT_SENT and there").isEmpty();
        assertThat(there.keySet().stream().filter(id -> !ends.containsKey(id)).toList()).as("there and never handed in")
                .isEmpty();
    }

    private List<Long> of(End end) {
        List<Long> ids = new ArrayList<>();
        ends.forEach((id, how) -> {
            if (how == end) {
                ids.add(id);
            }
        });
        return ids;
    }
}
