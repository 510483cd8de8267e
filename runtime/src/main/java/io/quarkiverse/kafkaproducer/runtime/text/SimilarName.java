package io.quarkiverse.kafkaproducer.runtime.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant who has written another one. */
public final class SimilarName {

    /** A name of so many characters may have two wrong ones, a shorter one only one. */
    private static final int LONG = 5;
    private static final int MOST_OF_LONG = 2;

    private SimilarName() {
    }

    /** Returns the name that is nearest to what was written; empty if none is near, or if it is one of them. */
    public static Optional<String> to(String written, Collection<String> names) {
        if (names.contains(written)) {
            return Optional.empty();
        }
        int most = written.length() >= LONG ? MOST_OF_LONG : 1;
        return names.stream().filter(name -> Math.abs(name.length() - written.length()) <= most)
                .filter(name -> distance(written, name) <= most)
                .min(Comparator.<String> comparingInt(name -> distance(written, name)).thenComparing(name -> name));
    }

    /** Returns a question to end a message with, with a blank before it; empty if no name is near. */
    public static String question(String written, Collection<String> names) {
        return to(written, names).map(name -> " Did you mean \"" + Quoted.escape(name) + "\"?").orElse("");
    }

    /**
     * Returns how many characters were forgotten, added, changed or swapped with the next one, regardless of case (the distance
     * of Damerau and Levenshtein, where nothing is edited twice).
     */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int changed = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(changed, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, distance[i - 2][j - 2] + 1);
                }
                distance[i][j] = best;
            }
        }
        return distance[a.length()][b.length()];
    }
}
