package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** W5 and W6: applications as they are when they have just started. */
final class Starts {

    /** The time after its start when an application is looked at and gets its first request. */
    private static final long SETTLED_MILLIS = 2_000;

    private final Path benchmarks;
    private final int starts;
    private final Map<Figure, List<Double>> measured = new EnumMap<>(Figure.class);

    Starts(Path benchmarks, int starts) {
        this.benchmarks = benchmarks;
        this.starts = starts;
    }

    void measure(Results results) throws Exception {
        try (Site site = new Site(0)) {
            site.createTopics(List.of("start-emitter", "start-declared", "start-undeclared"));
            for (int start = 0; start <= starts; start++) {
                start("messaging", site, "start-emitter", Figure.START, Figure.MEMORY, Figure.FIRST_SEND_EMITTER);
                start("producer", site, "start-declared", Figure.START_OURS, Figure.MEMORY_OURS, Figure.FIRST_SEND_DECLARED);
                start("producer", site, "start-undeclared", Figure.START_OURS, Figure.MEMORY_OURS,
                        Figure.FIRST_SEND_UNDECLARED);
                if (start == 0) {
                    // the files were not in memory yet
                    measured.clear();
                }
            }
        }
        measured.forEach((figure, values) -> results.add(figure, Median.of(values)));
    }

    private void start(String module, Site site, String topic, Figure startTime, Figure memory, Figure firstSend)
            throws Exception {
        try (StartedApplication application = new StartedApplication(benchmarks.resolve(module), site.servers())) {
            add(startTime, application.startMillis());
            // nobody outside can see when the background is done
            TimeUnit.MILLISECONDS.sleep(SETTLED_MILLIS);
            add(memory, application.residentMegabytes());
            add(firstSend, application.sendMillis(topic));
        }
    }

    private void add(Figure figure, double value) {
        measured.computeIfAbsent(figure, first -> new ArrayList<>()).add(value);
    }
}
