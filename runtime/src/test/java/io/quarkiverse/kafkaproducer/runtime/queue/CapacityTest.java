package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class CapacityTest {

    @Test
    void recordsAreTakenUpToTheirLimit() {
        Capacity capacity = new Capacity(2, 1000);

        assertThat(capacity.take(1)).isTrue();
        assertThat(capacity.take(1)).isTrue();
        assertThat(capacity.take(1)).isFalse();
        assertThat(capacity.records()).isEqualTo(2);
        assertThat(capacity.bytes()).isEqualTo(2);
    }

    @Test
    void bytesAreTakenUpToTheirLimitInclusively() {
        Capacity capacity = new Capacity(10, 100);

        assertThat(capacity.take(60)).isTrue();
        assertThat(capacity.take(41)).isFalse();
        assertThat(capacity.take(40)).isTrue();
        assertThat(capacity.take(1)).isFalse();
    }

    @Test
    void whatIsRefusedTakesNothing() {
        Capacity capacity = new Capacity(10, 100);
        capacity.take(60);

        capacity.take(41);

        assertThat(capacity.records()).isEqualTo(1);
        assertThat(capacity.bytes()).isEqualTo(60);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Capacity capacity = new Capacity(1, 100);
        assertThat(capacity.isEmpty()).isTrue();
        capacity.take(100);
        assertThat(capacity.isEmpty()).isFalse();

        capacity.giveBack(100);

        assertThat(capacity.isEmpty()).isTrue();
        assertThat(capacity.take(100)).isTrue();
    }

    @Test
    void givingBackTellsWhetherNothingIsTakenAnyMore() {
        Capacity capacity = new Capacity(2, 100);
        capacity.take(40);
        capacity.take(60);

        assertThat(capacity.giveBack(40)).isFalse();
        assertThat(capacity.giveBack(60)).isTrue();
    }

    @Test
    void aRecordLargerThanTheLimitNeverFits() {
        Capacity capacity = new Capacity(10, 100);

        assertThat(capacity.everFits(100)).isTrue();
        assertThat(capacity.everFits(101)).isFalse();
    }

    @Test
    void manyLargeRecordsDoNotOverflowTheCount() {
        Capacity capacity = new Capacity(10, 3L * Integer.MAX_VALUE);

        assertThat(capacity.take(Integer.MAX_VALUE)).isTrue();
        assertThat(capacity.take(Integer.MAX_VALUE)).isTrue();
        assertThat(capacity.take(Integer.MAX_VALUE)).isTrue();
        assertThat(capacity.take(1)).isFalse();
    }

    @Test
    void itTellsHowFullItIs() {
        Capacity capacity = new Capacity(10, 100);
        capacity.take(60);

        assertThat(capacity).hasToString("1 of 10 records, 60 of 100 bytes");
    }

    @Test
    void manyThreadsNeverTakeMoreThanThereIsAndGiveAllBack() throws Exception {
        Capacity capacity = new Capacity(3, 250);
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(threads.submit(() -> {
                for (int turn = 0; turn < 20_000; turn++) {
                    if (capacity.take(100)) {
                        most.accumulateAndGet(capacity.records(), Math::max);
                        capacity.giveBack(100);
                    }
                }
            }));
        }
        threads.shutdown();
        for (Future<?> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }

        assertThat(most.get()).isBetween(1, 2);
        assertThat(capacity.isEmpty()).isTrue();
    }
}
