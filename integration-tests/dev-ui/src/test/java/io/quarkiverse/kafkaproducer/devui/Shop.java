package io.quarkiverse.kafkaproducer.devui;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkiverse.kafkaproducer.footprint.LogType;

/** The application: it sends when it is told to. */
@Path("shop")
public class Shop {

    static final String TOPIC = "orders";

    /** In what is sent, and to be seen nowhere. */
    static final String CARD_NUMBER = "4111-1111";

    private static final int FLOOD_MILLIS = 2_000;

    public record Order(String id, String card) {
    }

    @Inject
    Producer producer;

    @Inject
    @ProducerName("small")
    Producer small;

    @Inject
    @ProducerName("nowhere")
    Producer nowhere;

    @Inject
    @ProducerName("slow")
    Producer slow;

    @Inject
    @Topic("${shop.declared-topic:declared-orders}")
    TopicProducer<Order> declared;

    @Inject
    Event<Footprint> footprints;

    @POST
    @Path("order")
    public void order(String key) {
        producer.send(TOPIC, new Order("o-1", CARD_NUMBER), key);
    }

    @POST
    @Path("many-orders")
    public void manyOrders(String count) {
        for (int i = 0; i < Integer.parseInt(count); i++) {
            producer.send(TOPIC, new Order("o-" + i, CARD_NUMBER), "user-" + i % 97);
        }
    }

    /** Leaves so many footprints a second for two seconds, the first of which tells of a failure. */
    @POST
    @Path("flood")
    public void flood(String aSecond) throws InterruptedException {
        int perMillisecond = Integer.parseInt(aSecond) / 1_000;
        leave(0, LogType.ERROR, Map.of("topic", TOPIC, "error", Map.of("message", "the disk is full")));
        long start = System.nanoTime();
        for (int millisecond = 0; millisecond < FLOOD_MILLIS; millisecond++) {
            for (int i = 1; i <= perMillisecond; i++) {
                int number = millisecond * perMillisecond + i;
                leave(number, LogType.INFO, Map.of("producer", "flood", "topic", TOPIC, "key", "user-" + number,
                        "partition", 0, "offset", number, "duration", 0.5));
            }
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.MILLISECONDS.toNanos(millisecond) - System.nanoTime());
        }
    }

    private void leave(int number, LogType type, Map<String, Object> payload) {
        footprints.fire(new Footprint(type, "Flood", "org.acme.Flood.run", "Number " + number, payload, Instant.now()));
    }

    @POST
    @Path("large-order")
    public void largeOrder(String key) {
        small.send(TOPIC, new Order("o-1", CARD_NUMBER.repeat(1_000)), key);
    }
}
