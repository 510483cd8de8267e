package io.quarkiverse.kafkaproducer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Tests that senders who wait for room in a full queue get it in the order in which they came. */
class FairnessTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private static Thread send(ProducerUnderTest tested, String value) {
        Thread thread = new Thread(() -> tested.blocking().send("fair", value, BOUND));
        thread.start();
        Awaitility.await().atMost(BOUND).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    @Test
    void aLargeRecordGetsItsRoomWhileSmallOnesKeepComing() throws Exception {
        MockedClient client = MockedClient.silent();
        try (ProducerUnderTest tested = new ProducerUnderTest(callbacks -> client,
                Map.of("max-pending-bytes", "100000", "timeout", "60S", "close-timeout", "10MS"))) {
            for (int i = 0; i < 9; i++) {
                tested.reactive().send("fair", "f".repeat(10_000)).subscribe().with(metadata -> {
                });
            }
            List<Thread> waiting = new ArrayList<>();
            waiting.add(send(tested, "L".repeat(90_000)));
            // there would be room for these at once
            for (int i = 0; i < 8; i++) {
                waiting.add(send(tested, "s".repeat(900)));
            }

            Thread broker = new Thread(() -> {
                while (!Thread.interrupted()) {
                    if (!client.completeNext()) {
                        Thread.onSpinWait();
                    }
                }
            });
            broker.start();
            for (Thread thread : waiting) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).isFalse();
            }
            broker.interrupt();
            broker.join();
        }

        assertThat(client.values()).extracting(value -> value.charAt(1)).containsExactly('f', 'f', 'f', 'f', 'f', 'f', 'f',
                'f', 'f', 'L', 's', 's', 's', 's', 's', 's', 's', 's');
    }
}
