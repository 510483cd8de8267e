package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Spreads records over lanes. All replicas, and all versions of this code, have to do it alike. */
final class Lanes {

    private static final int MIX = 0x9E3779B9;
    private static final int HALF_OF_THE_BITS = 16;

    private Lanes() {
    }

    /**
     * Returns the lane of a topic and key, any one where there is no key.
     *
     * @return from 0 to one less than the number of lanes
     */
    static int of(String topic, byte[] key, int lanes) {
        if (key == null) {
            return ThreadLocalRandom.current().nextInt(lanes);
        }
        int hash = (31 * topic.hashCode() + Arrays.hashCode(key)) * MIX;
        return Integer.remainderUnsigned(hash ^ hash >>> HALF_OF_THE_BITS, lanes);
    }
}
