package io.quarkiverse.kafkaproducer.runtime.dev;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What the pages of the Dev UI call. */
@Singleton
public class KafkaProducerJsonRpcService {

    private static final Duration LOOK_FOR_FOOTPRINTS = Duration.ofMillis(250);

    private final Producers producers;
    private final WatchedProducers watched;
    private final RecentFootprints footprints;
    private volatile boolean ended;

    KafkaProducerJsonRpcService(Producers producers, WatchedProducers watched, RecentFootprints footprints) {
        this.producers = producers;
        this.watched = watched;
        this.footprints = footprints;
    }

    /** All that are open, by name. */
    public List<ProducerView> producers() {
        Map<String, ProducerRuntime> named = producers.byName();
        return watched.open().stream().map(one -> one.view(named.get(one.name()) != one.producer()))
                .sorted(Comparator.comparing(ProducerView::madeByHand).thenComparing(ProducerView::name)
                        .thenComparing(ProducerView::clientId))
                .toList();
    }

    /** The latest, then those that come: many at a time where many come, and no more than are kept. */
    public Multi<List<FootprintView>> footprints() {
        return Multi.createFrom().deferred(() -> {
            AtomicLong last = new AtomicLong();
            return Multi.createFrom().ticks().every(LOOK_FOR_FOOTPRINTS)
                    // a page that was closed does not always say so, and must not outlive the application
                    .select().first(tick -> !ended)
                    .onOverflow().drop()
                    .map(tick -> footprints.after(last.get()))
                    .select().where(some -> !some.isEmpty())
                    .invoke(some -> last.set(some.get(some.size() - 1).number()));
        });
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
