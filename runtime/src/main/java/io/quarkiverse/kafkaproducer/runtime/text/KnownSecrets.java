package io.quarkiverse.kafkaproducer.runtime.text;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The secrets of all clients that have been made, which no text that leaves the extension may have in it. One for the whole
 * application, as one producer's text may have come from another's plug-in. For all threads.
 */
public final class KnownSecrets {

    /** Credentials that are asked for again and again are new each time. */
    private static final int MOST = 5_000;

    /** The latest last. */
    private static final Set<String> TEXTS = new LinkedHashSet<>();

    private static volatile Secrets all = Secrets.NONE;

    private KnownSecrets() {
    }

    /** Adds those of a client that is made. */
    public static void add(Secrets secrets) {
        Collection<String> texts = secrets.texts();
        synchronized (TEXTS) {
            boolean changed = false;
            for (String text : texts) {
                changed |= !TEXTS.remove(text);
                TEXTS.add(text);
            }
            for (Iterator<String> oldest = TEXTS.iterator(); TEXTS.size() > MOST; changed = true) {
                oldest.next();
                oldest.remove();
            }
            if (changed) {
                all = Secrets.of(TEXTS);
            }
        }
    }

    /** Hides all known secrets, see {@link Secrets#hide(String)}. */
    public static String hide(String text) {
        return all.hide(text);
    }

    /** Hides all known secrets, see {@link Secrets#hide(Throwable)}. */
    public static Throwable hide(Throwable thrown) {
        return all.hide(thrown);
    }
}
