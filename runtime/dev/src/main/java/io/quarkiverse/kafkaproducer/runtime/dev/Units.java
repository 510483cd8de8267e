package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Writes sizes and durations as people do, and never loses a digit: what has no round form stays as it is. */
final class Units {

    private static final long KIB = 1024;
    private static final long MIB = KIB * KIB;
    private static final long GIB = KIB * MIB;
    private static final long TENTH_OF_A_SECOND = 100;
    private static final double TENTHS = 10;

    /** Kafka's names of sizes in bytes that do not say so. */
    private static final Set<String> SIZES = Set.of("batch.size", "buffer.memory", "max.request.size");

    private Units() {
    }

    /** Returns a value of a Kafka client's property with its unit, if it is a duration or a size. */
    static String property(String name, String value) {
        boolean duration = name.endsWith(".ms");
        if (!duration && !name.endsWith(".bytes") && !SIZES.contains(name)) {
            return value;
        }
        try {
            long number = Long.parseLong(value);
            return duration ? milliseconds(number) : bytes(number);
        } catch (NumberFormatException e) {
            // a hidden one, or one that Kafka refuses
            return value;
        }
    }

    static String bytes(long bytes) {
        if (bytes >= GIB && bytes % GIB == 0) {
            return bytes / GIB + " GiB";
        }
        if (bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " bytes";
    }

    static String milliseconds(long millis) {
        if (isRound(millis, TimeUnit.DAYS)) {
            long days = TimeUnit.MILLISECONDS.toDays(millis);
            return days + (days == 1 ? " day" : " days");
        }
        if (isRound(millis, TimeUnit.HOURS)) {
            return TimeUnit.MILLISECONDS.toHours(millis) + " h";
        }
        if (isRound(millis, TimeUnit.MINUTES)) {
            return TimeUnit.MILLISECONDS.toMinutes(millis) + " min";
        }
        if (isRound(millis, TimeUnit.SECONDS)) {
            return TimeUnit.MILLISECONDS.toSeconds(millis) + " s";
        }
        return millis > TimeUnit.SECONDS.toMillis(1) && millis % TENTH_OF_A_SECOND == 0
                ? millis / TENTH_OF_A_SECOND / TENTHS + " s"
                : millis + " ms";
    }

    private static boolean isRound(long millis, TimeUnit unit) {
        return millis > 0 && millis % unit.toMillis(1) == 0;
    }
}
