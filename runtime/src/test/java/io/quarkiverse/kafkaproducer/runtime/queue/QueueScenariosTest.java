package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;

/** Faults that the simulation found, each in as few steps as it needs. */
class QueueScenariosTest {

    private final Scenario scenario = new Scenario();
    private final Weather weather = scenario.weather;

    @AfterEach
    void theSimulationIsRight() {
        scenario.close();
        assertThat(scenario.failure()).isNull();
    }

    @Test
    void anErrorOfTheClientLeavesNoTopicOut() {
        scenario.topic("orders", 1);
        weather.errorsInQuestions = 1;
        SimulatedSend send = scenario.send("orders", "a");
        scenario.runFor(100);

        weather.errorsInQuestions = 0;
        scenario.runFor(100);

        assertThat(send.metadata()).isNotNull();
    }

    @Test
    void aRecordEndsAtItsDeadlineAlsoWhereTheClientCannotSayWhatItWaitsFor() {
        SimulatedTopic topic = scenario.topic("orders", 1);
        topic.partitions.get(0).ledFrom = Long.MAX_VALUE;
        SimulatedSend blocking = scenario.send(WhenFull.BLOCK, "orders", "a", null);
        scenario.runFor(500);
        SimulatedSend parked = scenario.send("orders", "b");
        scenario.runFor(5000);
        weather.errorsInQuestions = 1;

        scenario.runFor(6000);

        assertThat(blocking.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(parked.failure().outcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void aRecordThatCameBackJustBeforeItsClientWasClosedIsSentAgain() {
        SimulatedTopic topic = scenario.topic("orders", 2);
        weather.closingTakes = 0;
        for (int client = 0; client < 10; client++) {
            topic.partitions.get(1).ledFrom = 0;
            scenario.settle("orders");
            topic.partitions.get(1).ledFrom = Long.MAX_VALUE;
            scenario.sendTo("orders", 1);
            scenario.runFor(1);
            weather.exhausted = 1;
            SimulatedSend send = scenario.sendTo("orders", 0);
            scenario.world.agenda.after(Weather.MS / 2, () -> scenario.clients.discard(scenario.clients.current(),
                    new KafkaException("replaced")));
            scenario.runFor(1);
            weather.exhausted = 0;

            scenario.runFor(100);

            assertThat(send.given).isGreaterThan(1);
            assertThat(send.metadata()).isNotNull();
        }
    }

    @Test
    void aRecordThatAClosedClientHasNotTakenGoesToTheNextOne() {
        scenario.topic("orders", 1);
        scenario.settle("orders");
        weather.offloaded = true;
        weather.closingTakes = 0;
        SimulatedSend send = scenario.send("orders", "a");

        scenario.clients.discard(scenario.clients.current(), new KafkaException("replaced"));
        scenario.runFor(100);

        assertThat(send.given).isEqualTo(2);
        assertThat(send.metadata()).isNotNull();
    }

    @Test
    void aRecordForAPartitionDoesNotOvertakeThoseThatMayGoToThatPartitionToo() {
        scenario.topic("orders", 1);
        weather.partitionsUnknown = true;
        weather.network = 20 * Weather.MS;
        scenario.send("orders", "a");
        scenario.send("orders", "a");
        SimulatedSend held = scenario.send("orders", "a");
        List<SimulatedSend> later = new ArrayList<>();
        for (int millisecond = 0; millisecond < 200; millisecond++) {
            scenario.runFor(1);
            later.add(scenario.sendTo("orders", 0));
        }
        scenario.runFor(5000);

        assertThat(later).allMatch(send -> send.metadata().offset() > held.metadata().offset());
    }

    @Test
    void aLaterRecordGoesToTheNextClientOnlyWhenTheFormerOneHasGivenBackTheEarlierOne() {
        scenario.topic("orders", 1);
        scenario.settle("orders");
        weather.network = 50 * Weather.MS;
        weather.closingTakes = 400 * Weather.MS;
        SimulatedSend earlier = scenario.send("orders", "a");
        scenario.runFor(1);
        scenario.clients.discard(scenario.clients.current(), new KafkaException("replaced"));

        weather.network = Weather.MS / 10;
        SimulatedSend later = scenario.send("orders", "a");
        scenario.runFor(1000);

        assertThat(later.metadata().offset()).isGreaterThan(earlier.metadata().offset());
    }

    @Test
    void aRecordIsNotHeldUpByAFormerClientForMoreThanASecond() {
        SimulatedTopic topic = scenario.topic("orders", 2);
        scenario.settle("orders");
        weather.closingTakes = 60 * Weather.SECOND;
        topic.partitions.get(0).ledFrom = Long.MAX_VALUE;
        SimulatedSend stuck = scenario.sendTo("orders", 0);
        scenario.runFor(10);
        scenario.clients.discard(scenario.clients.current(), new KafkaException("replaced"));
        SimulatedSend next = scenario.sendTo("orders", 1);

        scenario.runFor(1100);

        assertThat(next.metadata()).isNotNull();
        assertThat(stuck.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aRecordThatWaitsForAPartitionKeepsItsOrderWhenTheTopicGrows() {
        SimulatedTopic topic = scenario.topic("orders", 1);
        scenario.settle("orders");
        scenario.world.cluster.loseLeader(topic.partitions.get(0));
        scenario.clients.current().refresh("orders");
        scenario.runFor(50);
        List<SimulatedSend> earlier = new ArrayList<>();
        for (String key : List.of("a", "b", "c", "d", "e")) {
            earlier.add(scenario.send("orders", key));
        }
        scenario.runFor(20);

        scenario.world.cluster.grow(topic);
        scenario.clients.current().refresh("orders");
        scenario.runFor(200);
        for (String key : List.of("a", "b", "c", "d", "e")) {
            scenario.send("orders", key);
        }
        scenario.world.cluster.regainLeader(topic.partitions.get(0));
        scenario.runFor(2000);

        assertThat(earlier).allMatch(send -> send.metadata() != null);
        scenario.world.checks.end(scenario.world.sends, scenario.world.capacity);
    }

    @Test
    void aPartitionWithoutALeaderDoesNotSlowDownTheOthers() {
        SimulatedTopic topic = scenario.topic("orders", 2);
        scenario.settle("orders");
        scenario.world.cluster.loseLeader(topic.partitions.get(0));
        scenario.clients.current().refresh("orders");
        scenario.runFor(50);
        scenario.sendTo("orders", 0);
        scenario.runFor(1000);

        int sent = 0;
        for (SimulatedSend send = scenario.sendTo("orders", 1); sent < 100; send = scenario.sendTo("orders", 1)) {
            scenario.runFor(5);
            assertThat(send.metadata()).as("send %d", sent).isNotNull();
            sent++;
        }
    }

    @Test
    void recordsThatWaitedForALeaderGoOutAtOnceWhenThereIsOne() {
        SimulatedTopic topic = scenario.topic("orders", 1);
        scenario.settle("orders");
        scenario.world.cluster.loseLeader(topic.partitions.get(0));
        scenario.clients.current().refresh("orders");
        scenario.runFor(50);
        for (int record = 0; record < 5000; record++) {
            scenario.send("orders", "a");
        }
        scenario.runFor(1000);
        assertThat(scenario.queue.pendingRecords()).isEqualTo(5000);

        scenario.world.cluster.regainLeader(topic.partitions.get(0));
        scenario.runFor(700);

        assertThat(scenario.queue.pendingRecords()).isZero();
    }

    @Test
    void aPartitionThatWasAddedIsNotRefusedBecauseMetadataOfAnotherTopicHaveCome() {
        SimulatedTopic topic = scenario.topic("orders", 1);
        scenario.settle("orders");
        scenario.world.cluster.grow(topic);
        weather.metadataTake = 100 * Weather.MS;

        SimulatedSend send = scenario.sendTo("orders", 1);
        for (int other = 0; other < 20; other++) {
            scenario.queue.metadataArrived();
            scenario.runFor(1);
        }
        scenario.runFor(500);

        assertThat(send.metadata()).isNotNull();
    }

    @Test
    void firstRecordsOfAnAddedPartitionGoOutAlone() {
        weather.batchRecords = 1;
        weather.network = 10 * Weather.MS;
        List<SimulatedSend> sends = new ArrayList<>();
        for (int late = 0; late < 60; late++) {
            String name = "orders-" + late;
            SimulatedTopic topic = scenario.topic(name, 1);
            scenario.settle(name);
            scenario.world.cluster.grow(topic);
            topic.partitions.get(1).ledFrom = scenario.world.agenda.now() + late * Weather.MS;
            scenario.clients.current().refresh(name);
            scenario.runFor(20);

            for (int record = 0; record < 5; record++) {
                sends.add(scenario.sendTo(name, 1));
            }
            scenario.runFor(500);
        }

        assertThat(sends).allMatch(send -> send.metadata() != null);
    }

    @Test
    void firstRecordsOfAnAddedPartitionGoOutAloneAlsoWhereTheClientKnewOfItBefore() {
        weather.batchRecords = 1;
        weather.metadataTake = 1000;
        List<SimulatedSend> sends = new ArrayList<>();
        for (int late = 0; late < 60; late++) {
            String name = "orders-" + late;
            SimulatedTopic topic = scenario.topic(name, 1);
            scenario.settle(name);
            weather.offloaded = true;
            // for partition 0, as far as the queue knows
            sends.add(scenario.send(name, "a"));
            scenario.world.cluster.grow(topic);
            topic.partitions.get(1).ledFrom = scenario.world.agenda.now() + late * Weather.MS / 10;
            scenario.clients.current().refresh(name);
            scenario.runFor(1);

            sends.add(scenario.sendTo(name, 1));
            scenario.runFor(500);
            weather.offloaded = false;
        }

        assertThat(sends).allMatch(send -> send.metadata() != null);
    }

    @Test
    void theQueueRestsWhileItWaitsForALeaderAfterTheFirstAcknowledgment() {
        SimulatedTopic topic = scenario.topic("orders", 2);
        scenario.world.cluster.loseLeader(topic.partitions.get(0));
        scenario.sendTo("orders", 0);
        scenario.sendTo("orders", 1);

        scenario.runFor(2000);

        assertThat(scenario.failure()).isNull();
    }

    @Test
    void recordsRefusedOnlyForAnotherOneOfTheirBatchAreSentAgainInOrder() {
        scenario.topic("orders", 1);
        scenario.settle("orders");
        weather.recordsRefused = 1;
        List<SimulatedSend> sends = new ArrayList<>();
        for (int record = 0; record < 10; record++) {
            sends.add(scenario.send("orders", "key"));
            sends.add(scenario.send("orders", "key-" + record));
        }
        scenario.world.agenda.after(Weather.MS / 2, () -> {
        });
        while (scenario.world.happened[Happening.RECORD_REFUSED.ordinal()] == 0) {
            scenario.world.agenda.runNext();
        }
        weather.recordsRefused = 0;
        scenario.runFor(100);

        assertThat(sends).filteredOn(send -> send.metadata() != null).hasSize(sends.size() - 1);
        scenario.world.checks.end(scenario.world.sends, scenario.world.capacity);
    }

    @Test
    void aRecordThatTheClientHadNoRoomForIsSentBeforeLaterOnes() {
        scenario.topic("orders", 1);
        scenario.settle("orders");
        weather.exhausted = 3;

        List<SimulatedSend> sends = new ArrayList<>();
        for (int record = 0; record < 200; record++) {
            sends.add(scenario.send("orders", "a"));
            scenario.runFor(1);
        }
        weather.exhausted = 0;
        scenario.runFor(200);

        assertThat(scenario.world.happened[Happening.BUFFER_EXHAUSTED.ordinal()]).isPositive();
        assertThat(sends).allMatch(send -> send.metadata() != null);
    }

    @Test
    void aRecordThatTheClientMayHaveInSpiteOfAnErrorKeepsTheNextOneOfANewPartitionBack() {
        SimulatedTopic topic = scenario.topic("orders", 1);
        topic.partitions.get(0).ledFrom = 20 * Weather.MS;
        weather.network = 10 * Weather.MS;
        weather.batchRecords = 1;
        weather.errorsAfter = 1;
        SimulatedSend doubtful = scenario.send("orders", "a");
        scenario.runFor(19);
        weather.errorsAfter = 0;

        SimulatedSend next = scenario.send("orders", "a");
        scenario.runFor(500);

        assertThat(doubtful.failure().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(doubtful.abandoned().metadata()).isNotNull();
        assertThat(next.metadata().offset()).isEqualTo(1);
    }

    @Test
    void aRecordThatTheClientMayHaveInSpiteOfAnErrorHoldsUpOthersForASecondAtMost() {
        SimulatedTopic topic = scenario.topic("orders", 1);
        topic.partitions.get(0).ledFrom = Long.MAX_VALUE;
        weather.errorsAfter = 1;
        SimulatedSend doubtful = scenario.send("orders", "a");
        scenario.runFor(100);
        weather.errorsAfter = 0;

        SimulatedSend next = scenario.send("orders", "a");
        scenario.runFor(800);
        int before = next.given;
        scenario.runFor(200);

        assertThat(before).isZero();
        assertThat(next.given).isEqualTo(1);
        assertThat(doubtful.abandoned().lastFailure().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(scenario.queue.pendingRecords()).isEqualTo(1);
    }

    @Test
    void aSecondCountsFromWhereTheClientWasGivenTheFirstRecord() {
        weather.offloaded = true;
        weather.partitionsUnknown = true;
        weather.throttles = 1;
        List<SimulatedSend> first = new ArrayList<>();
        List<SimulatedSend> later = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            SimulatedTopic topic = scenario.topic("orders-" + number, 1);
            topic.partitions.get(0).ledFrom = scenario.world.agenda.now() + 900 * Weather.MS;
            first.add(scenario.send("orders-" + number, "a"));
            later.add(scenario.send("orders-" + number, "a"));
            scenario.runFor(10);
        }

        scenario.runFor(2000);

        assertThat(scenario.world.happened[Happening.FIRST_BATCHES_SWAPPED.ordinal()]).isPositive();
        for (int number = 0; number < 50; number++) {
            long apart = later.get(number).givenAt - first.get(number).givenAt;
            assertThat(apart).isLessThan(Weather.SECOND + 10 * Weather.MS);
        }
    }

    @Test
    void aRecordThatIsRedirectedToAMissingTopicIsTriedAboutAsOftenAsMetadataCome() {
        scenario.topic("orders", 1);
        scenario.settle("orders");
        weather.offloaded = true;
        weather.redirects = 1;

        SimulatedSend redirected = scenario.send("orders", "a");
        scenario.runFor(3000);
        int given = redirected.given;
        scenario.runFor(8000);

        assertThat(given).isBetween(10, 40);
        assertThat(redirected.failure().outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(redirected.failure().toString()).contains("Topic missing not present in metadata");
    }

    @Test
    void aRecordThatIsRedirectedToAMissingTopicHoldsUpOthersForASecondAtMost() {
        scenario.topic("orders", 1);
        scenario.settle("orders");
        weather.offloaded = true;
        weather.redirects = 1;
        SimulatedSend redirected = scenario.send("orders", "a");
        scenario.runFor(10);
        weather.redirects = 0;

        SimulatedSend next = scenario.send("orders", "b");
        scenario.runFor(1000);
        SimulatedSend later = scenario.send("orders", "b");
        scenario.runFor(20);

        assertThat(next.metadata()).isNotNull();
        assertThat(later.metadata()).isNotNull();
        assertThat(redirected.isEnded()).isFalse();
    }

    @Test
    void aRecordThatItsClientHasNotTakenDoesNotFollowALaterOneWhenTheClientIsReplaced() {
        scenario.topic("orders", 1);
        scenario.settle("orders");
        weather.offloaded = true;
        weather.closingTakes = 0;
        SimulatedSend earlier = scenario.send("orders", "a");
        SimulatedSend later = scenario.send("orders", "a");
        earlier.redirected = true;
        scenario.runFor(20);
        assertThat(later.metadata()).isNotNull();

        scenario.clients.discard(scenario.clients.current(), new KafkaException("replaced"));
        earlier.redirected = false;
        scenario.runFor(500);

        assertThat(earlier.failure().outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(earlier.failure().retriable()).isTrue();
    }
}
