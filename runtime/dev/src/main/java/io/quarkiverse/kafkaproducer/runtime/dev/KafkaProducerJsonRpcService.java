package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.kafkaproducer.runtime.facade.MutinyProducer;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.smallrye.mutiny.Uni;

/** The methods that the pages of the Dev UI call. */
@Singleton
public class KafkaProducerJsonRpcService {

    private final Producers producers;
    private final WatchedProducers watched;
    private final RecentFootprints footprints;

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
}
