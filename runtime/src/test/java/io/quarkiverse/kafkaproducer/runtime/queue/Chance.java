package io.quarkiverse.kafkaproducer.runtime.queue;

/** Numbers from a seed: the same seed gives the same numbers, on every machine. */
final class Chance {

    private long state;

    Chance(long seed) {
        // so that neighbouring seeds have nothing in common
        state = seed;
        state = next() ^ seed << 32;
        state = next();
    }

    long next() {
        // splitmix64
        state += 0x9E3779B97F4A7C15L;
        long mixed = state;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    int below(int bound) {
        return (int) ((next() >>> 33) * bound >>> 31);
    }

    /** Both ends included. */
    long between(long least, long most) {
        return least + Long.remainderUnsigned(next(), most - least + 1);
    }

    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** Never for 0. */
    boolean oneIn(int many) {
        return many > 0 && below(many) == 0;
    }
}
