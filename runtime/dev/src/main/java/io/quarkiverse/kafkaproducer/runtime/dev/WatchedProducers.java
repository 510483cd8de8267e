package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.quarkiverse.kafkaproducer.runtime.producers.Instrumentation;
import io.quarkiverse.kafkaproducer.runtime.producers.Instruments;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;

/** All producers that are open, those included that the application made by hand. */
public final class WatchedProducers implements Instrumentation {

    private final List<WatchedProducer> open = new CopyOnWriteArrayList<>();

    @Override
    public Instruments of(String name, String clientId) {
        SendCounts counts = new SendCounts();
        return new Instruments() {
            @Override
            public SendObserver observer() {
                return counts;
            }

            @Override
            public void opened(ProducerRuntime producer) {
                open.add(new WatchedProducer(producer, counts));
            }

            @Override
            public void closed(ProducerRuntime producer) {
                open.removeIf(watched -> watched.producer() == producer);
            }
        };
    }

    List<WatchedProducer> open() {
        return List.copyOf(open);
    }
}
