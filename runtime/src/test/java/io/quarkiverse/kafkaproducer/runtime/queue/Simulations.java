package io.quarkiverse.kafkaproducer.runtime.queue;

/** The kinds of runs, by the seed. */
final class Simulations {

    private static final int KINDS = 64;

    private Simulations() {
    }

    static Simulation run(long seed, Trace trace) {
        return switch (Math.floorMod(seed, KINDS)) {
            case 0 -> BurstRun.run(seed, trace);
            case 1 -> seed % 8 == 1 ? ManyTopicsRun.run(seed, trace) : StrangersRun.run(seed, trace);
            case 2, 3, 4, 5, 6, 7 -> StrangersRun.run(seed, trace);
            case 8, 9, 10, 11, 12, 13, 14, 15 -> TransactionsRun.run(seed, trace);
            default -> HostileRun.run(seed, trace);
        };
    }
}
