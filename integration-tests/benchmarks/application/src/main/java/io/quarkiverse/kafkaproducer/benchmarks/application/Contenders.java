package io.quarkiverse.kafkaproducer.benchmarks.application;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;

/** The senders by name. Each is made when it is first asked for, and then kept. */
@ApplicationScoped
public class Contenders {

    private static final Map<String, Object> DEFAULTS = Map.of();
    private static final Map<String, Object> LINGER_0 = Map.of(ProducerConfig.LINGER_MS_CONFIG, 0);

    private final Map<String, Supplier<Object>> makers = new HashMap<>();
    private final Map<String, Object> made = new ConcurrentHashMap<>();

    Contenders(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, ObjectMapper mapper, Producer blocking,
            ReactiveProducer reactive, @Channel("emitter") MutinyEmitter<Record<String, Order>> emitter,
            @Channel("emitter-linger-0") MutinyEmitter<Record<String, Order>> emitterWithoutLinger) {
        BareClient.Encoding json = sample -> mapper.writeValueAsBytes(sample.order());
        makers.put("limit", () -> new BareClient(servers, LINGER_0, Sample::json));
        makers.put("bare", () -> new BareClient(servers, DEFAULTS, json));
        makers.put("bare-linger-0", () -> new BareClient(servers, LINGER_0, json));
        makers.put("bare-in-flight-1", () -> new BareClient(servers, Map.of(ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1), json));
        makers.put("ours-blocking", () -> new BlockingOurs(blocking));
        makers.put("ours-reactive", () -> new ReactiveOurs(reactive));
        makers.put("ours-stream", () -> new StreamedOurs(reactive));
        makers.put("emitter", () -> new EmitterPeer(emitter));
        makers.put("emitter-linger-0", () -> new EmitterPeer(emitterWithoutLinger));
        makers.put("template", () -> new TemplatePeer(servers, DEFAULTS, mapper));
        makers.put("template-linger-0", () -> new TemplatePeer(servers, LINGER_0, mapper));
    }

    WaitingSender waiting(String name) {
        return (WaitingSender) contender(name);
    }

    BurstSender burst(String name) {
        return (BurstSender) contender(name);
    }

    private Object contender(String name) {
        return made.computeIfAbsent(name, missing -> makers.get(missing).get());
    }

    @PreDestroy
    void close() throws Exception {
        for (Object contender : made.values()) {
            if (contender instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
    }
}
