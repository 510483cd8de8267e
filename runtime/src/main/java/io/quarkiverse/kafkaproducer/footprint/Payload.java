package io.quarkiverse.kafkaproducer.footprint;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** An immutable copy of a map, in its order. It takes a quarter of what a {@code LinkedHashMap} of few entries takes. */
final class Payload extends AbstractMap<String, Object> {

    /** A key, its value, the next key, its value. */
    private final Object[] content;

    Payload(Map<String, Object> original) {
        content = new Object[2 * original.size()];
        int next = 0;
        for (Entry<String, Object> entry : original.entrySet()) {
            content[next++] = entry.getKey();
            content[next++] = entry.getValue();
        }
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
