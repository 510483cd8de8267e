package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.Converter;

/**
 * The classes that a serializer meets: what is sent and what may be there instead of it, its ancestors, and the same of what is
 * in it.
 */
public final class PayloadTypes {

    private static final DotName JSON_SERIALIZE = DotName.createSimple(JsonSerialize.class);
    private static final DotName CONVERTER = DotName.createSimple(Converter.class);
    private static final DotName KOTLIN = DotName.createSimple("kotlin.Metadata");

    /** The classes that {@code @JsonSerialize} has written instead of another one. */
    private static final Set<String> WRITTEN_AS = Set.of("as", "keyAs", "contentAs");
    private static final Set<String> CONVERTED = Set.of("converter", "contentConverter");

    private final Classes classes;
    private final Generics generics;
    private final Properties properties;
    private final Predicate<DotName> ignored;
    private final Map<DotName, String> sources = new LinkedHashMap<>();
    private final Set<DotName> withSubtypes = new HashSet<>();
    private final Deque<DotName> toVisit = new ArrayDeque<>();
    private final Set<String> unknown = new TreeSet<>();

    PayloadTypes(Classes classes, Program program, Predicate<DotName> ignored) {
        this.classes = classes;
        this.generics = program.generics();
        this.properties = new Properties(program);
        this.ignored = ignored;
    }

    /** Returns whether a type says what will be serialized. */
    public boolean isComplete(Type type) {
        return generics.isComplete(type);
    }

    /** @param source why it is one */
    public void add(Type type, String source) {
        addValue(type, source);
        while (!toVisit.isEmpty()) {
            visit(toVisit.poll());
        }
    }

    private void addValue(Type type, String source) {
        switch (type.kind()) {
            case CLASS -> addClass(type.name(), source);
            case PARAMETERIZED_TYPE -> {
                addClass(type.name(), source);
                type.asParameterizedType().arguments().forEach(argument -> addValue(argument, source));
            }
            case ARRAY -> addValue(type.asArrayType().elementType(), source);
            case TYPE_VARIABLE, WILDCARD_TYPE -> addValue(Generics.bounded(type), source);
            default -> {
                // primitives need nothing
            }
        }
    }

    private void addClass(DotName name, String source) {
        if (!ignored.test(name) && withSubtypes.add(name)) {
            register(name, source);
            subtypes(name).forEach(subtype -> register(subtype.name(), source));
        }
    }

    private Collection<ClassInfo> subtypes(DotName name) {
        ClassInfo info = classes.index().getClassByName(name);
        return info == null || !info.isInterface() ? classes.index().getAllKnownSubclasses(name)
                : classes.index().getAllKnownImplementations(name);
    }

    private void register(DotName name, String source) {
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
        if (info.superClassType() != null) {
            addAncestor(info.superClassType(), source);
        }
        info.interfaceTypes().forEach(parent -> addAncestor(parent, source));
        info.annotationsMap().getOrDefault(JSON_SERIALIZE, List.of())
                .forEach(annotation -> addWritten(annotation, source));
        for (Properties.Property property : properties.of(info)) {
            addValue(property.type(), source);
            addFollowed(info, property, source);
        }
        if (info.hasDeclaredAnnotation(KOTLIN)) {
            info.memberClasses().forEach(member -> register(member, source));
        }
    }

    /** Registers a superclass of a sent type without its other subclasses. */
    private void addAncestor(Type ancestor, String source) {
        register(ancestor.name(), source);
        if (ancestor.kind() == Type.Kind.PARAMETERIZED_TYPE && !ignored.test(ancestor.name())) {
            ancestor.asParameterizedType().arguments().forEach(argument -> addValue(argument, source));
        }
    }

    private void addWritten(AnnotationInstance annotation, String source) {
        for (AnnotationValue value : annotation.values()) {
            if (WRITTEN_AS.contains(value.name())) {
                addValue(value.asClass(), source);
            } else if (CONVERTED.contains(value.name())) {
                register(value.asClass().name(), source);
                List<Type> converted = generics.arguments(value.asClass(), CONVERTER);
                if (converted.size() == 2) {
                    addValue(converted.get(1), source);
                }
            }
        }
    }

    /** A property that may be anything may have been given only a few things in this application. */
    private void addFollowed(ClassInfo info, Properties.Property property, String source) {
        if (!property.isAnything(generics)) {
            return;
        }
        Set<Type> values = properties.values(property);
        boolean known = values != null && values.stream().allMatch(generics::isComplete);
        if (values != null) {
            values.forEach(value -> addValue(value, source));
        }
        if (!known && property.isWritten()) {
            unknown.add(info.name() + "." + property.name() + ": " + shortened(property.type()));
        }
    }

    /** Returns the reason for each class. */
    public Map<DotName, String> sources() {
        return sources;
    }

    /** The properties of these classes that may be anything. */
    public Set<String> unknown() {
        return unknown;
    }

    /** Returns the type in the form in which it is registered. */
    public static Type type(DotName name) {
        return ClassType.create(name);
    }

    /** Returns the type without packages, for messages. */
    public static String shortened(Type type) {
        return type.toString().replaceAll("@\\S+ |[\\w$]+\\.", "");
    }
}
