package io.quarkiverse.kafkaproducer.runtime.text;

import java.lang.reflect.Constructor;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.kafka.common.KafkaException;

/**
 * Texts that must not be seen, and hides them in other texts: in those of exceptions above all, as plug-ins quote what they
 * are configured with. Immutable. It has nothing to do with the values of records, which no text may have in it to begin with.
 */
public final class Secrets {

    public static final Secrets NONE = new Secrets(List.of());

    private static final String HIDDEN = "[hidden]";

    /** Shorter ones are parts of other words, and are looked for as words. */
    private static final int SHORTEST = 4;

    /** The length of the shortest line of PEM that is hidden by itself. Keys and certificates are often quoted line by line. */
    private static final int SHORTEST_LINE = 8;

    /** User, and as a rule password, of a URL. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=[A-Za-z0-9]://)[^\\s/?#'\"<>@]+@");

    /** Causes may be chained without end. */
    private static final int MOST_CAUSES = 20;
    private static final int MOST_LOOKED_AT = 100;

    /** The longest first, as one may be a part of another. */
    private final List<String> texts;

    private Secrets(List<String> texts) {
        this.texts = texts;
    }

    /** @param values as they are set; blank ones hide nothing */
    public static Secrets of(Collection<String> values) {
        Set<String> texts = new HashSet<>();
        values.forEach(value -> addForms(value, texts));
        return texts.isEmpty() ? NONE
                : new Secrets(texts.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
    }

    /** Adds the forms of a value: plain, trimmed as Kafka reads it, quoted, and line by line. */
    private static void addForms(String value, Set<String> texts) {
        if (value == null || value.isBlank()) {
            return;
        }
        String trimmed = value.trim();
        texts.add(trimmed);
        texts.add(Quoted.escape(trimmed));
        texts.add(trimmed.replace("\\", "\\\\").replace("\"", "\\\""));
        if (trimmed.indexOf('\n') >= 0) {
            trimmed.lines().map(String::trim).filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
                    .forEach(texts::add);
        }
    }

    /** Returns these and others. */
    public Secrets and(Secrets others) {
        Set<String> all = new HashSet<>(texts);
        return all.addAll(others.texts)
                ? new Secrets(all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList())
                : this;
    }

    Collection<String> texts() {
        return texts;
    }

    /** Returns the text without them, and without users and passwords of URLs; null for null. */
    public String hide(String text) {
        if (text == null) {
            return null;
        }
        String shown = hideUserInfo(text);
        for (String secret : texts) {
            if (shown.contains(secret)) {
                shown = secret.length() < SHORTEST ? hideWord(shown, secret) : shown.replace(secret, HIDDEN);
            }
        }
        return shown;
    }

    /** Returns the text without users and passwords of URLs. */
    public static String hideUserInfo(String text) {
        return text.contains("://") && text.indexOf('@') >= 0 ? USER_INFO.matcher(text).replaceAll(HIDDEN + "@") : text;
    }

    private static String hideWord(String text, String secret) {
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            int end = at + secret.length();
            if (at >= from && !isInWord(text, at - 1) && !isInWord(text, end)) {
                shown.append(text, from, at).append(HIDDEN);
                from = end;
            }
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static boolean isInWord(String text, int index) {
        return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
    }

    /**
     * Returns the exception itself if neither it nor what it comes from tells one; otherwise a copy with the same stack traces
     * and without them. The copy of one of Kafka's exceptions has its class; null for null.
     */
    public Throwable hide(Throwable thrown) {
        return thrown != null && tells(thrown, Collections.newSetFromMap(new IdentityHashMap<>())) ? copy(thrown, MOST_CAUSES)
                : thrown;
    }

    private boolean tells(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || seen.size() == MOST_LOOKED_AT || !seen.add(thrown)) {
            return false;
        }
        if (tells(textOf(thrown)) || tells(String.valueOf(thrown.getMessage())) || tells(thrown.getCause(), seen)) {
            return true;
        }
        for (Throwable one : thrown.getSuppressed()) {
            if (tells(one, seen)) {
                return true;
            }
        }
        return false;
    }

    private boolean tells(String text) {
        return !hide(text).equals(text);
    }

    /** Returns what the exception says beside its class. */
    private static String textOf(Throwable thrown) {
        try {
            String text = String.valueOf(thrown.toString());
            String type = thrown.getClass().getName();
            return text.startsWith(type) ? text.substring(type.length()) : text;
        } catch (RuntimeException e) {
            // the code of a plug-in
            return "";
        }
    }

    private Throwable copy(Throwable thrown, int causes) {
        Throwable cause = thrown.getCause() == null || causes == 0 ? null : copy(thrown.getCause(), causes - 1);
        String message = hide(thrown.getMessage());
        Throwable copy = kafkas(thrown, message);
        if (copy == null) {
            copy = new CensoredException(thrown.getClass().getName(), message);
        }
        if (cause != null) {
            copy.initCause(cause);
        }
        copy.setStackTrace(thrown.getStackTrace());
        return copy;
    }

    /** Returns null where there is none: not every class can be made from a message, and not in a native executable. */
    private static Throwable kafkas(Throwable thrown, String message) {
        if (!(thrown instanceof KafkaException) || !thrown.getClass().getName().startsWith("org.apache.kafka.")) {
            return null;
        }
        try {
            Constructor<? extends Throwable> constructor = thrown.getClass().getConstructor(String.class);
            Throwable copy = constructor.newInstance(message);
            return String.valueOf(copy.getMessage()).equals(String.valueOf(message)) ? copy : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Their number only. */
    @Override
    public String toString() {
        return texts.size() + " secrets";
    }
}
