package io.quarkiverse.kafkaproducer.deployment.calls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Finds where an application sends, by reading the byte code of those of its classes that use a producer. */
public final class SendCalls {

    private SendCalls() {
    }

    /**
     * @param include which of the classes that use a producer are read
     * @return by class, in the order of the byte code
     */
    public static List<SendCall> find(Classes classes, Predicate<DotName> include) {
        Generics generics = new Generics(classes);
        List<SendCall> found = new ArrayList<>();
        users(classes).forEach((name, info) -> {
            if (include.test(name)) {
                found.addAll(new ClassCalls(read(classes, name), info, generics).find());
            }
        });
        return found;
    }

    private static Map<DotName, ClassInfo> users(Classes classes) {
        Map<DotName, ClassInfo> users = new TreeMap<>();
        for (Class<?> face : SendMethod.FACES) {
            Collection<ClassInfo> using = classes.index().getKnownUsers(face);
            using.forEach(user -> users.put(user.name(), user));
        }
        return users;
    }

    private static ClassNode read(Classes classes, DotName name) {
        ClassNode node = new ClassNode();
        try (InputStream file = classes.open(name)) {
            if (file != null) {
                new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Class " + name + " cannot be read", e);
        }
        return node;
    }
}
