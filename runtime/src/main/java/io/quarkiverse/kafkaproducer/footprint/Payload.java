package io.quarkiverse.kafkaproducer.footprint;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/**
 * The payload of a {@link Footprint}: an immutable map that keeps the order in which it was written. It takes a quarter of the
 * memory of a {@code LinkedHashMap} of few entries.
 */
public final class Payload extends AbstractMap<String, Object> {

    /** A name, its value, the next name, its value. */
    private final Object[] content;

    private Payload(Object[] content) {
        this.content = content;
    }

    /**
     * Returns a payload of these entries. An array that is given must not be changed afterwards, nor what is in it.
     *
     * @param namesAndValues a name, its value, the next name, its value, and so on. Names are strings, each of them once;
     *        values may be null
     * @throws IllegalArgumentException if a name is not a string, or the last name has no value
     */
    public static Payload of(Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("The last name of the payload has no value; give each name a value");
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String)) {
                throw new IllegalArgumentException("Name " + (i / 2 + 1) + " of the payload is no string; give a string");
            }
        }
        return new Payload(namesAndValues);
    }

    /** Returns the map itself if it is a payload, else a copy. */
    static Payload copyOf(Map<String, Object> original) {
        if (original instanceof Payload payload) {
            return payload;
        }
        Object[] content = new Object[2 * original.size()];
        int next = 0;
        for (Entry<String, Object> entry : original.entrySet()) {
            content[next++] = entry.getKey();
            content[next++] = entry.getValue();
        }
        return new Payload(content);
    }

    @Override
    public Object get(Object name) {
        return getOrDefault(name, null);
    }

    @Override
    public Object getOrDefault(Object name, Object otherwise) {
        for (int i = 0; i < content.length; i += 2) {
            if (Objects.equals(content[i], name)) {
                return content[i + 1];
            }
        }
        return otherwise;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return content.length / 2;
            }

            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < content.length;
                    }

                    @Override
                    public Entry<String, Object> next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        return new SimpleImmutableEntry<>((String) content[next++], content[next++]);
                    }
                };
            }
        };
    }
}
