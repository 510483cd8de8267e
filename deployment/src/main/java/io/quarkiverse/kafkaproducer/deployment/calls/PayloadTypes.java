package io.quarkiverse.kafkaproducer.deployment.calls;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/**
 * The classes that a serializer meets: of what is sent, and of what is in it as an argument of a generic type. The hierarchy
 * of such an argument would not be registered with the class that has it, only the argument itself.
 */
public final class PayloadTypes {

    private final Classes classes;
    private final Generics generics;
    private final Predicate<DotName> ignored;
    private final Map<DotName, String> sources = new LinkedHashMap<>();
    private final Deque<DotName> toVisit = new ArrayDeque<>();

    /** @param ignored what needs no registration, nor anything in it */
    public PayloadTypes(Classes classes, Predicate<DotName> ignored) {
        this.classes = classes;
        this.generics = new Generics(classes);
        this.ignored = ignored;
    }

    /** Whether a type says what will be serialized. */
    public boolean isComplete(Type type) {
        return generics.isComplete(type);
    }

    /** @param source why it is one */
    public void add(Type type, String source) {
        addAll(type, source);
        while (!toVisit.isEmpty()) {
            visit(toVisit.poll());
        }
    }

    private void addAll(Type type, String source) {
        switch (type.kind()) {
            case CLASS -> addClass(type.name(), source);
            case PARAMETERIZED_TYPE -> {
                addClass(type.name(), source);
                type.asParameterizedType().arguments().forEach(argument -> addAll(argument, source));
            }
            case ARRAY -> addAll(type.asArrayType().elementType(), source);
            case TYPE_VARIABLE, WILDCARD_TYPE -> addAll(Generics.bounded(type), source);
            default -> {
                // primitives need nothing
            }
        }
    }

    private void addClass(DotName name, String source) {
        if (!ignored.test(name) && sources.putIfAbsent(name, source) == null) {
            toVisit.add(name);
        }
    }

    private void visit(DotName name) {
        ClassInfo info = classes.get(name);
        if (info == null) {
            return;
        }
        String source = sources.get(name);
        addSubtypes(classes.index().getAllKnownSubclasses(name), source);
        addSubtypes(classes.index().getAllKnownImplementations(name), source);
        if (info.superClassType() != null) {
            addAll(info.superClassType(), source);
        }
        info.interfaceTypes().forEach(parent -> addAll(parent, source));
        for (FieldInfo field : info.fields()) {
            if (!Modifier.isStatic(field.flags()) && !field.isSynthetic()) {
                addAll(field.type(), source);
            }
        }
        for (MethodInfo method : info.methods()) {
            if (isGetter(method)) {
                addAll(method.returnType(), source);
            }
        }
    }

    private void addSubtypes(Collection<ClassInfo> subtypes, String source) {
        subtypes.forEach(subtype -> addClass(subtype.name(), source));
    }

    private static boolean isGetter(MethodInfo method) {
        return method.parametersCount() == 0 && !Modifier.isStatic(method.flags())
                && method.returnType().kind() != Type.Kind.VOID;
    }

    /** By class, why it is one. */
    public Map<DotName, String> sources() {
        return sources;
    }

    /** As it is registered. */
    public static Type type(DotName name) {
        return ClassType.create(name);
    }
}
