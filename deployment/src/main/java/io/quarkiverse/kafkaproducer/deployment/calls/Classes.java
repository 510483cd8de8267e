package io.quarkiverse.kafkaproducer.deployment.calls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexView;

/** Classes as Jandex sees them, also those of the JDK and of libraries that are not indexed. None is loaded. */
public final class Classes {

    private final IndexView index;
    private final ClassLoader loader;
    private final Map<DotName, Optional<ClassInfo>> read = new HashMap<>();

    public Classes(IndexView index, ClassLoader loader) {
        this.index = index;
        this.loader = loader;
    }

    /** Returns the application's index. */
    public IndexView index() {
        return index;
    }

    /** Null if there is none. */
    public ClassInfo get(DotName name) {
        ClassInfo indexed = index.getClassByName(name);
        return indexed != null ? indexed : read.computeIfAbsent(name, this::read).orElse(null);
    }

    private Optional<ClassInfo> read(DotName name) {
        try (InputStream file = open(name)) {
            return file == null ? Optional.empty() : Optional.of(Index.singleClass(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Class " + name + " cannot be read", e);
        }
    }

    /** Opens the class's file; null if there is none. */
    InputStream open(DotName name) {
        return loader.getResourceAsStream(name.toString().replace('.', '/') + ".class");
    }
}
