package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.concurrent.TimeUnit;

/** The rates of faults in one simulation: one in so many, 0 for never. Half of the kinds are absent from each run. */
final class Weather {

    static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** From then on nothing goes wrong any more. */
    boolean calm;

    // ---- clients
    int clientsNotMade;
    int errorsWhileMade;
    long clientTakes;
    int discards;
    int deaths;
    int fatals;
    int fatalsLater;
    int closedSilently;
    int authenticationFailures;
    boolean offloaded;
    boolean inside;
    long closingTakes;
    long deliveryTimeout;
    long requestTimeout;

    // ---- metadata
    int metadataLost;
    long metadataTake;
    int missingTopics;
    int forbiddenTopics;
    int growth;
    int leaderLosses;
    boolean slowLeaders;
    boolean cannotRefresh;

    // ---- buffer
    long bufferBytes;
    int noRoom;
    int exhausted;

    // ---- batches
    int batchRecords;
    long network;
    int responsesLost;
    int responsesNever;
    int batchesRefused;
    int recordsRefused;
    int splits;
    int throttles;

    // ---- user code and threads
    int errorsBefore;
    int errorsAfter;
    int errorsInQuestions;
    int redirects;
    int insides;
    int cancels;
    int interrupts;
    boolean busyThread;
    long lateWakeups;
    boolean partitionsUnknown;

    // ---- senders
    int mostRecords;
    long mostBytes;
    long shortestTimeout;
    long longestTimeout;
    int large;

    /** Nothing goes wrong, and everything is fast. */
    static Weather fair(Chance chance) {
        Weather fair = new Weather();
        fair.clientTakes = 5 * MS;
        fair.closingTakes = 20 * MS;
        fair.deliveryTimeout = 120 * SECOND;
        fair.requestTimeout = 5 * SECOND;
        fair.metadataTake = 5 * MS;
        fair.bufferBytes = 32L << 20;
        fair.batchRecords = chance.between(1, 500);
        fair.network = chance.between(MS / 10, 5 * MS);
        fair.mostRecords = 250_000;
        fair.mostBytes = 64L << 20;
        fair.shortestTimeout = 10 * SECOND;
        fair.longestTimeout = 10 * SECOND;
        return fair;
    }

    static Weather any(Chance chance) {
        Weather any = fair(chance);
        any.clientsNotMade = some(chance, 2, 10);
        any.errorsWhileMade = some(chance, 3, 20);
        any.clientTakes = chance.oneIn(3) ? chance.between(0, 3 * SECOND) : chance.between(0, 50 * MS);
        any.discards = some(chance, 20, 2000);
        any.deaths = some(chance, 50, 2000);
        any.fatals = some(chance, 50, 2000);
        any.fatalsLater = some(chance, 20, 1000);
        any.closedSilently = some(chance, 1, 4);
        any.authenticationFailures = some(chance, 20, 300);
        any.offloaded = chance.oneIn(3);
        any.inside = !any.offloaded && chance.oneIn(8);
        any.closingTakes = chance.oneIn(2) ? chance.between(0, 2 * SECOND) : chance.between(0, 20 * MS);
        any.deliveryTimeout = chance.between(2 * SECOND, 60 * SECOND);
        any.requestTimeout = chance.between(SECOND, 10 * SECOND);
        any.metadataLost = some(chance, 2, 10);
        any.metadataTake = chance.oneIn(3) ? chance.between(0, SECOND) : chance.between(0, 20 * MS);
        any.missingTopics = some(chance, 2, 6);
        any.forbiddenTopics = some(chance, 3, 8);
        any.growth = some(chance, 1, 4);
        any.leaderLosses = some(chance, 1, 3);
        any.cannotRefresh = chance.oneIn(10);
        any.slowLeaders = chance.oneIn(2);
        any.bufferBytes = chance.oneIn(3) ? chance.between(60_000, 300_000) : 32L << 20;
        any.noRoom = some(chance, 5, 100);
        any.exhausted = some(chance, 10, 300);
        any.batchRecords = chance.oneIn(2) ? chance.between(1, 20) : chance.between(1, 300);
        any.network = chance.oneIn(3) ? chance.between(MS, 100 * MS) : chance.between(MS / 10, 5 * MS);
        any.responsesLost = some(chance, 3, 50);
        any.responsesNever = some(chance, 10, 200);
        any.batchesRefused = some(chance, 5, 50);
        any.recordsRefused = some(chance, 3, 50);
        any.splits = some(chance, 3, 50);
        any.throttles = some(chance, 20, 100);
        any.errorsBefore = some(chance, 20, 500);
        any.errorsAfter = some(chance, 20, 500);
        any.errorsInQuestions = some(chance, 50, 2000);
        any.insides = some(chance, 3, 100);
        any.cancels = some(chance, 5, 50);
        any.interrupts = some(chance, 5, 50);
        any.busyThread = chance.oneIn(10);
        any.lateWakeups = chance.oneIn(2) ? chance.between(1, 10 * MS) : 0;
        any.partitionsUnknown = chance.oneIn(4);
        any.mostRecords = chance.oneIn(3) ? chance.between(1, 50) : chance.between(50, 5000);
        any.mostBytes = chance.oneIn(3) ? chance.between(20_000, 300_000) : 64L << 20;
        any.shortestTimeout = chance.between(5 * MS, 2 * SECOND);
        any.longestTimeout = any.shortestTimeout + chance.between(0, 15 * SECOND);
        any.large = some(chance, 10, 100);
        any.redirects = some(chance, 20, 500);
        return any;
    }

    private static int some(Chance chance, int least, int most) {
        return chance.oneIn(2) ? 0 : chance.between(least, most);
    }
}
