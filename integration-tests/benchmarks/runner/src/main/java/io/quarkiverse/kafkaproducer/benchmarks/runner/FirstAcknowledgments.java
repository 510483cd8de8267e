package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** W9: applications that send as soon as their own code runs, or a moment later. Each start has one contestant. */
final class FirstAcknowledgments {

    private static final long AT_ONCE = 0;
    private static final long LATER_MILLIS = 500;

    private final Path module;
    private final int starts;
    private final Map<Figure, List<Double>> measured = new EnumMap<>(Figure.class);

    /** @param module the application that has all contestants */
    FirstAcknowledgments(Path module, int starts) {
        this.module = module;
        this.starts = starts;
    }

    void measure(Results results) throws Exception {
        try (Site site = new Site(0)) {
            site.createTopics(List.of("start-bare", "start-emitter", "start-declared", "start-undeclared"));
            for (int start = 0; start <= starts; start++) {
                start(site, "start-bare", AT_ONCE, Figure.FIRST_BARE);
                start(site, "start-emitter", AT_ONCE, Figure.FIRST_EMITTER);
                start(site, "start-undeclared", AT_ONCE, Figure.FIRST_UNDECLARED);
                start(site, "start-declared", AT_ONCE, Figure.FIRST_DECLARED);
                start(site, "start-bare", LATER_MILLIS, Figure.FIRST_BARE_LATER);
                start(site, "start-declared", LATER_MILLIS, Figure.FIRST_DECLARED_LATER);
                if (start == 0) {
                    // the files were not in memory yet
                    measured.clear();
                }
            }
        }
        measured.forEach((figure, values) -> results.add(figure, Median.of(values)));
    }

    private void start(Site site, String topic, long waitMillis, Figure figure) throws Exception {
        try (StartedApplication application = new StartedApplication(module, site.servers(), topic,
                Long.toString(waitMillis))) {
            measured.computeIfAbsent(figure, first -> new ArrayList<>()).add(application.sentMillis());
        }
    }
}
