package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerException;
import io.quarkiverse.kafkaproducer.broker.KafkaCluster;

@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
class VirtualThreadTest {

    /** This is compiled for JDK 17. */
    private static Thread startVirtual(Runnable task) {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) start.invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void blockingSendsParkAndLeaveTheirCarriersToOthers() throws Exception {
        int waiting = 500;
        try (ProducerUnderTest tested = new ProducerUnderTest("127.0.0.1:1",
                Map.of("timeout", "5S", "close-timeout", "100MS"))) {
            Producer producer = tested.blocking();
            CountDownLatch begun = new CountDownLatch(waiting);
            CountDownLatch ended = new CountDownLatch(waiting);
            for (int i = 0; i < waiting; i++) {
                startVirtual(() -> {
                    begun.countDown();
                    try {
                        producer.send("orders", 1);
                    } catch (ProducerException e) {
                        ended.countDown();
                    }
                });
            }
            // far more than there are carriers: if one were held, not all could begin before the first deadline
            assertThat(begun.await(4, TimeUnit.SECONDS)).isTrue();
            CountDownLatch other = new CountDownLatch(1);
            startVirtual(other::countDown);
            assertThat(other.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(ended.getCount()).as("still waiting").isEqualTo(waiting);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void virtualThreadsAreAcknowledgedLikeAnyOther() throws Exception {
        KafkaCluster kafka = SharedKafka.creatingTopics();
        try (ProducerUnderTest tested = new ProducerUnderTest(kafka.bootstrapServers())) {
            Producer producer = tested.blocking();
            producer.send("virtual", -1, Duration.ofSeconds(60));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                int id = i;
                threads.add(startVirtual(() -> producer.send("virtual", id, "key", Duration.ofSeconds(60))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(Topics.read(kafka.bootstrapServers(), "virtual")).hasSize(2001);
        }
    }
}
