package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The works to measure, and their durations.
 *
 * @param warmUpMillis how long each process does work that is not counted
 * @param millis how long the senders of a cell send, each time
 * @param burstBytes how much a burst of large records has at most
 * @param starts how often an application is started
 * @param backlog how many rows of the outbox are waiting
 */
record Settings(Set<Work> works, List<Integer> delays, List<Integer> sizes, List<Integer> threads, int rounds,
        int warmUpMillis, int millis, int burst, long burstBytes, int starts, int jmhSeconds, int backlog,
        List<String> options) {

    private static final int FROM_21_ON = 21;

    static Settings of(Map<String, String> arguments) {
        boolean full = switch (arguments.get("setting")) {
            case "quick" -> false;
            case "full" -> true;
            default -> throw new IllegalArgumentException("-Dbenchmarks is quick or full, not " + arguments.get("setting"));
        };
        Set<Work> works = list(arguments.get("works")).stream().map(Work::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Work.class)));
        return new Settings(works.isEmpty() ? EnumSet.allOf(Work.class) : works,
                numbers(arguments.get("delays"), List.of(0, 1)),
                numbers(arguments.get("sizes"), full ? List.of(100, 1_000, 20_000) : List.of(1_000)),
                List.of(8, 64, 512),
                numbers(arguments.get("rounds"), List.of(10)).get(0),
                full ? 60_000 : 15_000, full ? 400 : 100, full ? 200_000 : 20_000, full ? 400_000_000 : 20_000_000,
                full ? 20 : 5, full ? 5 : 1, numbers(arguments.get("backlog"), List.of(full ? 1_000_000 : 100_000)).get(0),
                list(arguments.get("options").replace(' ', ',')));
    }

    private static List<String> list(String argument) {
        return Arrays.stream(argument.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    private static List<Integer> numbers(String argument, List<Integer> otherwise) {
        List<Integer> numbers = list(argument).stream().map(Integer::valueOf).toList();
        return numbers.isEmpty() ? otherwise : numbers;
    }

    /** Returns the cells of the works with a broker at this distance. */
    List<Cell> cells(int delay) {
        List<Cell> cells = new ArrayList<>();
        for (int bytes : sizes) {
            if (works.contains(Work.W1)) {
                cells.add(new Cell(Work.W1, delay, bytes, 1, 1, false, millis, 0));
            }
            if (works.contains(Work.W2)) {
                threads.forEach(count -> cells.add(new Cell(Work.W2, delay, bytes, 1, count, false, millis, 0)));
                if (Runtime.version().feature() >= FROM_21_ON) {
                    cells.add(new Cell(Work.W2, delay, bytes, 1, 512, true, millis, 0));
                }
            }
            if (works.contains(Work.W3)) {
                int count = (int) Math.min(burst, burstBytes / bytes);
                cells.add(new Cell(Work.W3, delay, bytes, 1, 0, false, 0, count));
            }
        }
        if (works.contains(Work.W7) && delay == 0) {
            for (int topics : List.of(1, 1_000)) {
                for (int senders : List.of(1, 1_000)) {
                    cells.add(new Cell(Work.W7, delay, 100, topics, senders, false, 3 * millis, 0));
                }
            }
        }
        return cells;
    }
}
