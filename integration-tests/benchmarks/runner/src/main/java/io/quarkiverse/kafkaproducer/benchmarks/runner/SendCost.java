package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.benchmarks.application.Sample;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRuntime;
import io.quarkiverse.kafkaproducer.runtime.config.FootprintsConfig;
import io.quarkiverse.kafkaproducer.runtime.config.ProducerSettings;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.facade.BlockingProducer;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintObservers;
import io.quarkiverse.kafkaproducer.runtime.footprint.FootprintSettings;
import io.quarkiverse.kafkaproducer.runtime.footprint.LoggedFootprints;
import io.quarkiverse.kafkaproducer.runtime.footprint.SendFootprints;
import io.quarkiverse.kafkaproducer.runtime.encode.JsonEncoder;
import io.quarkiverse.kafkaproducer.runtime.send.SendObserver;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.runtime.IOThreadDetector;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Measures the cost of one blocking send in this process, with a client that acknowledges at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SendCost {

    private static final String TOPIC = "orders";
    /** The mock remembers what it was given. */
    private static final int FORGET_EVERY = 1_000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final ClientBuffer buffer = new ClientBuffer();
    private final MockProducer<Object, byte[]> mock = new MockProducer<>(true, null, (topic, key) -> null,
            new ByteArraySerializer()) {
        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            return List.of(new PartitionInfo(topic, 0, null, null, null));
        }
    };
    private Sample sample;
    private LoggedFootprints footprints;
    private ProducerRuntime without;
    private ProducerRuntime with;
    private Producer producer;
    private Producer footprinted;
    private int sent;

    @Setup
    public void open() throws Exception {
        // what Quarkus sets when it starts
        BlockingOperationControl.setIoThreadDetector(new IOThreadDetector[0]);
        // the handler does not count
        Logger log = Logger.getLogger(LoggedFootprints.CATEGORY);
        log.setLevel(Level.INFO);
        log.setUseParentHandlers(false);
        log.addHandler(new NoHandler());
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(ProducersConfig.class)
                .withMapping(FootprintsConfig.class).addDiscoveredConverters().build();
        footprints = new LoggedFootprints(FootprintSettings.of(config.getConfigMapping(FootprintsConfig.class)),
                new FootprintObservers(false, false));
        ProducerSettings settings = ProducerSettings.of(ProducersConfig.DEFAULT_NAME,
                config.getConfigMapping(ProducersConfig.class), Map.of("bootstrap.servers", "localhost:9092"));
        buffer.addTo(mock, settings.client().clientId());
        sample = Sample.of(100, mapper);
        without = opened(settings, SendObserver.NONE);
        with = opened(settings, new SendFootprints(footprints));
        producer = new BlockingProducer(without.path(), without::transactions);
        footprinted = new BlockingProducer(with.path(), with::transactions);
    }

    private ProducerRuntime opened(ProducerSettings settings, SendObserver observer) {
        return new ProducerRuntime(settings, properties -> metadataArrived -> mock, new JsonEncoder(mapper), observer, worker);
    }

    @TearDown
    public void close() {
        with.close();
        without.close();
        footprints.close();
        worker.shutdown();
        buffer.close();
    }

    @Benchmark
    public RecordMetadata encodingAndClient() throws Exception {
        forget();
        return mock.send(new ProducerRecord<>(TOPIC, sample.key(), mapper.writeValueAsBytes(sample.order()))).get();
    }

    @Benchmark
    public RecordMetadata withoutFootprints() {
        forget();
        return producer.send(TOPIC, sample.order(), sample.key());
    }

    @Benchmark
    public RecordMetadata withFootprints() {
        forget();
        return footprinted.send(TOPIC, sample.order(), sample.key());
    }

    private void forget() {
        if (++sent % FORGET_EVERY == 0) {
            mock.clear();
        }
    }

    private static final class NoHandler extends Handler {

        @Override
        public void publish(LogRecord line) {
            // the handler does not count
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
