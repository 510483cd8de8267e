package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class EntryListTest {

    private final Entry first = new TestEntry();
    private final Entry second = new TestEntry();
    private final Entry third = new TestEntry();
    private final Entry fourth = new TestEntry();

    @Test
    void entriesComeInTheOrderInWhichTheyWereAdded() {
        EntryList list = listOf(first, second, third);

        assertThat(list.size()).isEqualTo(3);
        assertThat(all(list)).containsExactly(first, second, third);
        assertThat(list.isEmpty()).isTrue();
        assertThat(list.size()).isZero();
        assertThat(list.poll()).isNull();
    }

    @Test
    void anEntryThatWasPolledCanBeAddedAgain() {
        EntryList list = listOf(first, second);
        Entry polled = list.poll();
        assertThat(polled.link).isNull();

        list.add(polled);

        assertThat(all(list)).containsExactly(second, first);
    }

    @Test
    void aListThatWasEmptiedCanBeUsedAgain() {
        EntryList list = listOf(first);
        list.poll();

        list.add(second);
        list.add(third);

        assertThat(all(list)).containsExactly(second, third);
    }

    @Test
    void anotherListIsMovedInFrontAsAWhole() {
        EntryList list = listOf(third);
        EntryList others = listOf(first, second);

        list.prepend(others);
        list.add(fourth);

        assertThat(others.isEmpty()).isTrue();
        assertThat(others.size()).isZero();
        assertThat(list.size()).isEqualTo(4);
        assertThat(all(list)).containsExactly(first, second, third, fourth);
    }

    @Test
    void anotherListIsMovedIntoAnEmptyOne() {
        EntryList list = new EntryList();

        list.prepend(listOf(first, second));
        list.add(third);

        assertThat(all(list)).containsExactly(first, second, third);
    }

    @Test
    void anEmptyListInFrontChangesNothing() {
        EntryList list = listOf(first);

        list.prepend(new EntryList());

        assertThat(all(list)).containsExactly(first);
    }

    @Test
    void removingKeepsTheOrderOfTheOthers() {
        EntryList list = listOf(first, second, third, fourth);

        int removed = list.removeIf(entry -> entry == first || entry == third);
        list.add(first);

        assertThat(removed).isEqualTo(2);
        assertThat(third.link).isNull();
        assertThat(list.size()).isEqualTo(3);
        assertThat(all(list)).containsExactly(second, fourth, first);
    }

    @Test
    void removingTheLastLeavesAListThatCanBeAddedTo() {
        EntryList list = listOf(first, second);

        list.removeIf(entry -> entry == second);
        list.add(third);

        assertThat(all(list)).containsExactly(first, third);
    }

    @Test
    void removingAllLeavesAnEmptyList() {
        EntryList list = listOf(first, second);

        assertThat(list.removeIf(entry -> true)).isEqualTo(2);

        assertThat(list.isEmpty()).isTrue();
        list.add(third);
        assertThat(all(list)).containsExactly(third);
    }

    private static EntryList listOf(Entry... entries) {
        EntryList list = new EntryList();
        for (Entry entry : entries) {
            list.add(entry);
        }
        return list;
    }

    private static List<Entry> all(EntryList list) {
        List<Entry> all = new ArrayList<>();
        for (Entry entry = list.poll(); entry != null; entry = list.poll()) {
            all.add(entry);
        }
        return all;
    }
}
