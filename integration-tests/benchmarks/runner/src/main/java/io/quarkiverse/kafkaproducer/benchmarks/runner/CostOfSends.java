package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.util.Collection;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** W4: what a send costs beyond encoding and the client. */
final class CostOfSends {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int ITERATIONS = 5;

    private final int seconds;

    CostOfSends(int seconds) {
        this.seconds = seconds;
    }

    void measure(Results results) throws RunnerException {
        Collection<RunResult> runs = new Runner(new OptionsBuilder().include(SendCost.class.getName() + "\\..*")
                .addProfiler(GCProfiler.class).forks(1).warmupIterations(ITERATIONS).measurementIterations(ITERATIONS)
                .warmupTime(TimeValue.seconds(seconds)).measurementTime(TimeValue.seconds(seconds))
                .jvmArgsAppend("-Xms1g", "-Xmx1g", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                .build()).run();
        double nanos = nanos(runs, "encodingAndClient");
        double bytes = bytes(runs, "encodingAndClient");
        results.add(Figure.COST_ENCODING, nanos);
        results.add(Figure.COST_ENCODING_ALLOCATED, bytes);
        results.add(Figure.COST, nanos(runs, "withoutFootprints") - nanos);
        results.add(Figure.COST_ALLOCATED, bytes(runs, "withoutFootprints") - bytes);
        results.add(Figure.COST_FOOTPRINTS, nanos(runs, "withFootprints") - nanos);
        results.add(Figure.COST_FOOTPRINTS_ALLOCATED, bytes(runs, "withFootprints") - bytes);
    }

    private static double nanos(Collection<RunResult> runs, String benchmark) {
        return run(runs, benchmark).getPrimaryResult().getScore();
    }

    private static double bytes(Collection<RunResult> runs, String benchmark) {
        return run(runs, benchmark).getSecondaryResults().get(ALLOCATED).getScore();
    }

    private static RunResult run(Collection<RunResult> runs, String benchmark) {
        return runs.stream().filter(run -> run.getParams().getBenchmark().endsWith("." + benchmark)).findFirst().orElseThrow();
    }
}
