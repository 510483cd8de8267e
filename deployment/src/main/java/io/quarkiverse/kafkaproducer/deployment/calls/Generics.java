package io.quarkiverse.kafkaproducer.deployment.calls;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jboss.jandex.ArrayType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.jboss.jandex.TypeVariable;
import org.jboss.jandex.VoidType;

/** Reads generic signatures, which say more than descriptors. */
final class Generics {

    static final Type OBJECT = ClassType.OBJECT_TYPE;

    /** The type argument of a collection that has nothing in it, as far as is known. */
    static final Type NOTHING = VoidType.VOID;

    /** Deeper than this a type is cut off, so that one that is wrapped again and again has an end. */
    private static final int DEEPEST = 5;

    /** Types that nearly every class may have. */
    private static final Set<DotName> ANYTHING = Set.of(OBJECT.name(), DotName.createSimple(Serializable.class),
            DotName.createSimple(Comparable.class), DotName.createSimple(Cloneable.class),
            DotName.createSimple(java.lang.Record.class));

    private final Classes classes;

    Generics(Classes classes) {
        this.classes = classes;
    }

    /** The declaration of a field that is read by a class, of itself or an ancestor of it; null if there is none. */
    FieldInfo field(DotName owner, String name) {
        for (ClassInfo info = classes.get(owner); info != null; info = superclass(info)) {
            FieldInfo field = info.field(name);
            if (field != null) {
                return field;
            }
        }
        return null;
    }

    /** The declaration of a method that is called on a class, by itself or an ancestor of it; null if there is none. */
    MethodInfo method(DotName owner, String name, String descriptor) {
        ClassInfo info = classes.get(owner);
        if (info == null) {
            return null;
        }
        for (MethodInfo method : info.methods()) {
            if (method.name().equals(name) && method.descriptor().equals(descriptor)) {
                return method;
            }
        }
        for (Type parent : parents(info)) {
            MethodInfo inherited = method(parent.name(), name, descriptor);
            if (inherited != null) {
                return inherited;
            }
        }
        return null;
    }

    /** A type as one of its ancestors, with the arguments that it gives to it; null if it is none. */
    Type as(Type type, DotName ancestor) {
        if (type == null || type.name().equals(ancestor)) {
            return type;
        }
        ClassInfo info = type.kind() == Type.Kind.CLASS || type.kind() == Type.Kind.PARAMETERIZED_TYPE
                ? classes.get(type.name())
                : null;
        if (info == null) {
            return null;
        }
        Map<String, Type> bindings = bindings(type, info);
        for (Type parent : parents(info)) {
            Type found = as(substitute(parent, bindings), ancestor);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The arguments that a type gives to an ancestor of it; empty if it does not say, or is none. */
    List<Type> arguments(Type type, DotName ancestor) {
        Type found = as(type, ancestor);
        return found != null && found.kind() == Type.Kind.PARAMETERIZED_TYPE ? found.asParameterizedType().arguments()
                : List.of();
    }

    /** The nearest class that two have in common. */
    Type common(Type one, Type other) {
        if (one.equals(other)) {
            return one;
        }
        if (isClass(one) && isClass(other)) {
            for (ClassInfo info = classes.get(one.name()); info != null; info = superclass(info)) {
                if (as(other, info.name()) != null) {
                    return ClassType.create(info.name());
                }
            }
        }
        return OBJECT;
    }

    /** Returns whether a type says what is in it: an object may be anything, and so may the elements of a bare collection. */
    boolean isComplete(Type type) {
        return switch (type.kind()) {
            case PRIMITIVE, VOID -> true;
            case ARRAY -> isComplete(type.asArrayType().elementType());
            case CLASS -> !ANYTHING.contains(type.name()) && (type.name().equals(ClassType.CLASS_TYPE.name())
                    || !isGeneric(type.name()));
            case PARAMETERIZED_TYPE -> type.name().equals(ClassType.CLASS_TYPE.name())
                    || type.asParameterizedType().arguments().stream().allMatch(this::isComplete);
            default -> !bounded(type).equals(type) && isComplete(bounded(type));
        };
    }

    /** Returns whether it is a generic class without type arguments. */
    boolean isBare(Type type) {
        return type.kind() == Type.Kind.CLASS && isGeneric(type.name());
    }

    private boolean isGeneric(DotName name) {
        ClassInfo info = classes.get(name);
        return info != null && !info.typeParameters().isEmpty();
    }

    private static boolean isClass(Type type) {
        return type.kind() == Type.Kind.CLASS || type.kind() == Type.Kind.PARAMETERIZED_TYPE;
    }

    private ClassInfo superclass(ClassInfo info) {
        return info.superName() == null ? null : classes.get(info.superName());
    }

    private static List<Type> parents(ClassInfo info) {
        List<Type> parents = new ArrayList<>(info.interfaceTypes());
        if (info.superClassType() != null) {
            parents.add(0, info.superClassType());
        }
        return parents;
    }

    /** Returns the type variables of a class, or of an ancestor of it, as a type binds them. */
    Map<String, Type> bindings(Type receiver, DotName declaring) {
        ClassInfo info = classes.get(declaring);
        return info == null ? Map.of() : bindings(as(receiver, declaring), info);
    }

    /** A generic class with its own variables for arguments. */
    static Type generic(ClassInfo info) {
        return info.typeParameters().isEmpty() ? ClassType.create(info.name())
                : ParameterizedType.create(info.name(), info.typeParameters().toArray(Type[]::new));
    }

    private static Map<String, Type> bindings(Type type, ClassInfo info) {
        Map<String, Type> bindings = new HashMap<>();
        if (type != null && type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            List<Type> arguments = type.asParameterizedType().arguments();
            List<TypeVariable> parameters = info.typeParameters();
            for (int i = 0; i < Math.min(arguments.size(), parameters.size()); i++) {
                bindings.put(parameters.get(i).identifier(), arguments.get(i));
            }
        }
        return bindings;
    }

    static Type substitute(Type type, Map<String, Type> bindings) {
        return bindings.isEmpty() && type.kind() == Type.Kind.CLASS ? type
                : replace(type, variable -> bindings.getOrDefault(variable.asTypeVariable().identifier(), variable));
    }

    /** Returns whether there is a collection in a type whose elements are not known. */
    static boolean isEmpty(Type type) {
        return switch (type.kind()) {
            case VOID -> true;
            case ARRAY -> isEmpty(type.asArrayType().elementType());
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().stream().anyMatch(Generics::isEmpty);
            default -> false;
        };
    }

    /** A type in which that of which nothing is known to be there may be anything. */
    static Type filled(Type type) {
        return switch (type.kind()) {
            case VOID -> OBJECT;
            case ARRAY -> ArrayType.create(filled(type.asArrayType().elementType()), type.asArrayType().deepDimensions());
            case PARAMETERIZED_TYPE -> ParameterizedType.create(type.name(), type.asParameterizedType().arguments().stream()
                    .map(Generics::filled).toArray(Type[]::new));
            default -> type;
        };
    }

    /** A type with the bounds of its wildcards, upper or lower, instead of them. */
    static Type withoutWildcards(Type type) {
        return switch (type.kind()) {
            case WILDCARD_TYPE -> withoutWildcards(type.asWildcardType().superBound() != null
                    ? type.asWildcardType().superBound()
                    : type.asWildcardType().extendsBound());
            case ARRAY -> ArrayType.create(withoutWildcards(type.asArrayType().elementType()),
                    type.asArrayType().deepDimensions());
            case PARAMETERIZED_TYPE -> ParameterizedType.create(type.name(), type.asParameterizedType().arguments().stream()
                    .map(Generics::withoutWildcards).toArray(Type[]::new));
            default -> type;
        };
    }

    static Type cutOff(Type type) {
        return cutOff(type, DEEPEST);
    }

    private static Type cutOff(Type type, int depth) {
        return switch (type.kind()) {
            case ARRAY -> ArrayType.create(cutOff(type.asArrayType().elementType(), depth),
                    type.asArrayType().deepDimensions());
            case PARAMETERIZED_TYPE -> depth == 0 ? ClassType.create(type.name())
                    : ParameterizedType.create(type.name(), type.asParameterizedType().arguments().stream()
                            .map(argument -> cutOff(argument, depth - 1)).toArray(Type[]::new));
            default -> type;
        };
    }

    /** A type without wildcards and variables: each is what it is at least. */
    static Type bounded(Type type) {
        return replace(type, variable -> variable.asTypeVariable().bounds().isEmpty() ? OBJECT
                : erased(variable.asTypeVariable().bounds().get(0)));
    }

    /** A bound may have itself for an argument. */
    private static Type erased(Type bound) {
        return switch (bound.kind()) {
            case CLASS, PARAMETERIZED_TYPE -> ClassType.create(bound.name());
            case TYPE_VARIABLE -> bounded(bound);
            default -> OBJECT;
        };
    }

    private static Type replace(Type type, Function<Type, Type> variables) {
        return switch (type.kind()) {
            case TYPE_VARIABLE -> variables.apply(type);
            case WILDCARD_TYPE -> type.asWildcardType().superBound() != null ? OBJECT
                    : replace(type.asWildcardType().extendsBound(), variables);
            case PARAMETERIZED_TYPE -> ParameterizedType.create(type.name(), type.asParameterizedType().arguments().stream()
                    .map(argument -> replace(argument, variables)).toArray(Type[]::new));
            case ARRAY -> ArrayType.create(replace(type.asArrayType().elementType(), variables),
                    type.asArrayType().deepDimensions());
            case UNRESOLVED_TYPE_VARIABLE, TYPE_VARIABLE_REFERENCE -> OBJECT;
            default -> type;
        };
    }
}
