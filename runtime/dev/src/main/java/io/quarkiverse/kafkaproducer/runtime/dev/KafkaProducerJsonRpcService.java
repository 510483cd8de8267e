package io.quarkiverse.kafkaproducer.runtime.dev;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerOptions;

/** The methods that the pages of the Dev UI call. */
@Singleton
public class KafkaProducerJsonRpcService {

    private static final Duration UPDATE_OF_LABELS = Duration.ofSeconds(1);
    private static final String MARK = "\u26a0 ";

    private final Producers producers;
    private final WatchedProducers watched;
    private final RecentFootprints footprints;
    private final KnownTopics topics;
    private final ObjectMapper mapper;
    /** The application's, which has the classes that it sends. */
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();
    private volatile boolean ended;

    KafkaProducerJsonRpcService(Producers producers, WatchedProducers watched, RecentFootprints footprints,
            KnownTopics topics, ObjectMapper mapper) {
        this.producers = producers;
        this.watched = watched;
        this.footprints = footprints;
        this.topics = topics;
        this.mapper = mapper;
    }

    /** Returns all open producers by name. */
    public List<ProducerView> producers() {
        Map<String, ProducerRuntime> named = producers.byName();
        return watched.open().stream().map(one -> one.view(named.get(one.name()) != one.producer(), topics))
                .sorted(Comparator.comparing(ProducerView::madeByHand).thenComparing(ProducerView::name)
                        .thenComparing(ProducerView::clientId))
                .toList();
    }

    /** Is for the card: how many records have been sent, with a mark where a producer has no connection. */
    public Multi<String> sentLabel() {
        return label(() -> {
            List<WatchedProducer> open = watched.open();
            long sent = open.stream().mapToLong(WatchedProducer::sent).sum();
            boolean broken = open.stream().anyMatch(one -> one.problem() != null);
            return broken ? MARK + "no connection" : count(sent) + " sent";
        });
    }

    /** Is for the card: how many footprints tell of failures, with a mark if there are any. */
    public Multi<String> failuresLabel() {
        return label(() -> {
            long failures = footprints.failures();
            return failures == 0 ? "no failures" : MARK + count(failures) + (failures == 1 ? " failure" : " failures");
        });
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private Multi<String> label(Supplier<String> text) {
        return Multi.createFrom().ticks().every(UPDATE_OF_LABELS)
                // a card that was closed does not always say so, and must not outlive the application
                .select().first(tick -> !ended)
                .onOverflow().drop()
                .map(tick -> text.get())
                .skip().repetitions();
    }

    /** Returns the producers and topics that the form offers. */
    public FormView form() {
        Map<String, List<TopicView>> suggested = new LinkedHashMap<>();
        Map<String, ProducerRuntime> named = producers.byName();
        for (WatchedProducer one : watched.open()) {
            if (named.get(one.name()) == one.producer()) {
                suggested.put(one.name(), topics.suggested(one.name(), one.series()));
            }
        }
        return new FormView(suggested, mostBytes());
    }

    /** Browsers send a call as one frame. */
    private static int mostBytes() {
        int frame = limit("max-frame-size", HttpServerOptions.DEFAULT_MAX_WEBSOCKET_FRAME_SIZE);
        int message = limit("max-message-size", HttpServerOptions.DEFAULT_MAX_WEBSOCKET_MESSAGE_SIZE);
        return Math.min(frame, message);
    }

    private static int limit(String name, int otherwise) {
        return ConfigProvider.getConfig().getOptionalValue("quarkus.http.websocket-server." + name, Integer.class)
                .orElse(otherwise);
    }

    /**
     * Returns an example of the JSON that is sent.
     *
     * @param type one that the application sends
     * @throws IllegalArgumentException if it does not send it
     * @throws JsonProcessingException if it cannot be written
     */
    public String sample(String type) throws JsonProcessingException {
        if (!topics.carry(type)) {
            throw new IllegalArgumentException("Nothing in the application sends a " + type);
        }
        return SampleValue.of(mapper, mapper.getTypeFactory().withClassLoader(classes).constructFromCanonical(type));
    }

    /**
     * Returns the footprints that the page does not have yet. The page asks for the next ones when it has shown these, so that
     * no page falls behind, however many there are.
     *
     * @param after the number of the last one that it has; 0 if it has none
     */
    public FootprintsView footprints(long after) {
        return footprints.after(after);
    }

    /** Forgets the footprints that are kept, and returns how many have been left so far. */
    public FootprintsView clearFootprints() {
        footprints.clear();
        return footprints.after(Long.MAX_VALUE);
    }

    /** Sends as the application would. It does not fail: what went wrong is in the result. */
    public Uni<SendView> send(Message message) {
        return Uni.createFrom().deferred(() -> acknowledgment(message)).onFailure().recoverWithItem(SendView::of);
    }

    private Uni<SendView> acknowledgment(Message message) {
        ProducerRuntime producer = producers.byName().get(message.producer());
        if (producer == null) {
            throw new IllegalArgumentException("There is no producer '" + message.producer() + "'");
        }
        ProducerRecord<String, Object> record = message.toRecord(producer.settings().valueSerializer() != null);
        long start = System.nanoTime();
        return new MutinyProducer(producer.path(), producer::transactions, producer.completions()).send(record)
                .map(metadata -> SendView.of(metadata, System.nanoTime() - start));
    }

    @PreDestroy
    void end() {
        ended = true;
    }
}
