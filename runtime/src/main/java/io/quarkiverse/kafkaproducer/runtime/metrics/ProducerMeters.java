package io.quarkiverse.kafkaproducer.runtime.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.RecordMetadata;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.kafkaproducer.ClientCreationException;
import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkiverse.kafkaproducer.runtime.send.Submission;
import io.quarkiverse.kafkaproducer.runtime.send.TransactionEnd;

/** The meters of the producers of one name: of one, unless it is made by hand several times. */
final class ProducerMeters implements SendObserver {

    private static final String ACKED = "acked";
    private static final String TIMED_OUT = "timed_out";

    private final MeterRegistry registry;
    private final Tags tags;
    private final MeteredTopics topics;
    private final Set<ProducerRuntime> open = ConcurrentHashMap.newKeySet();
    /** The timers by topic, and by outcome. */
    private final Map<String, Map<String, Timer>> sends = new ConcurrentHashMap<>();
    private final Map<String, Counter> late = new ConcurrentHashMap<>();
    private final Map<TransactionEnd.Result, Timer> transactions = new ConcurrentHashMap<>();
    private List<Gauge> gauges = List.of();
    private int users;

    ProducerMeters(MeterRegistry registry, String producer, MeteredTopics topics) {
        this.registry = registry;
        this.tags = Tags.of("producer", producer);
        this.topics = topics;
    }

    MeteredTopics topics() {
        return topics;
    }

    /** Another producer has this name, until it is closed. */
    synchronized ProducerMeters use() {
        users++;
        return this;
    }

    synchronized void opened(ProducerRuntime producer) {
        if (gauges.isEmpty()) {
            // those of an application that could not start, in dev mode, would be taken for these
            registry.find("kafka.producer.pending.records").tags(tags).gauges().forEach(this::remove);
            registry.find("kafka.producer.pending.bytes").tags(tags).gauges().forEach(this::remove);
            gauges = List.of(
                    Gauge.builder("kafka.producer.pending.records", this, ProducerMeters::pendingRecords).tags(tags)
                            .baseUnit("records").description("Records that are on their way and not acknowledged")
                            .register(registry),
                    Gauge.builder("kafka.producer.pending.bytes", this, ProducerMeters::pendingBytes).tags(tags)
                            .baseUnit("bytes").description("What the records that are on their way take").register(registry));
        }
        open.add(producer);
    }

    /**
     * Meters of producers that are gone would stay for ever, and those that are made by hand may have any name.
     *
     * @return whether it was the last producer of this name
     */
    synchronized boolean closed(ProducerRuntime producer) {
        open.remove(producer);
        users--;
        if (open.isEmpty()) {
            gauges.forEach(this::remove);
            gauges = List.of();
            sends.values().forEach(ofTopic -> ofTopic.values().forEach(this::remove));
            sends.clear();
            late.values().forEach(this::remove);
            late.clear();
            transactions.values().forEach(this::remove);
            transactions.clear();
        }
        return users == 0;
    }

    private void remove(Meter meter) {
        registry.remove(meter);
    }

    private double pendingRecords() {
        return open.stream().mapToInt(ProducerRuntime::pendingRecords).sum();
    }

    private double pendingBytes() {
        return open.stream().mapToLong(ProducerRuntime::pendingBytes).sum();
    }

    @Override
    public void acknowledged(Submission submission, RecordMetadata metadata) {
        ended(submission, ACKED);
    }

    @Override
    public void endedInTransaction(String topic, long started, TransactionEnd.Result result) {
        ended(topic, started, result == TransactionEnd.Result.COMMITTED ? ACKED : tag(result));
    }

    @Override
    public void transactionEnded(TransactionEnd end) {
        if (open.isEmpty()) {
            return;
        }
        transactions.computeIfAbsent(end.result(), result -> Timer.builder("kafka.producer.transaction").tags(tags)
                .tag("outcome", tag(result))
                .description("Transactions, from the call to the commit or the abort").register(registry))
                .record(System.nanoTime() - end.started(), TimeUnit.NANOSECONDS);
    }

    private static String tag(TransactionEnd.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void failed(Submission submission, SendException failure) {
        ended(submission, failure instanceof SendTimeoutException ? TIMED_OUT : failure.getClass().getSimpleName());
    }

    private void ended(Submission submission, String outcome) {
        ended(submission.topic(), submission.started(), outcome);
    }

    private void ended(String sentTo, long started, String outcome) {
        if (open.isEmpty()) {
            // its meters are gone, and would come back
            return;
        }
        long took = System.nanoTime() - started;
        String topic = topics.tag(sentTo);
        sends.computeIfAbsent(topic, one -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, one -> timer(topic, one)).record(took, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String topic, String outcome) {
        return Timer.builder("kafka.producer.send").tags(tags).tag("topic", topic).tag("outcome", outcome)
                .description("Sends, from the call to the acknowledgment or the failure").register(registry);
    }

    @Override
    public void acknowledgedLate(Submission submission, RecordMetadata metadata) {
        if (open.isEmpty()) {
            return;
        }
        late.computeIfAbsent(topics.tag(submission.topic()), topic -> Counter.builder("kafka.producer.late.acknowledgments")
                .tags(tags).tag("topic", topic).description("Records that were written after their sender gave up")
                .register(registry)).increment();
    }

    @Override
    public void batchAcknowledged(String producer, String controller, List<RecordMetadata> metadata, long started) {
        // each of them is counted by itself
    }

    @Override
    public void clientNotCreated(String producer, String controller, ClientCreationException failure) {
        // the sends that fail of it are counted
    }
}
