package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.jandex.ArrayType;
import org.jboss.jandex.Type;
import org.jboss.jandex.TypeVariable;

/** Finds out what type variables stand for in a call, from what is passed, as a compiler does and does not write down. */
final class Inference {

    private final Generics generics;
    private final Set<String> variables;
    private final Map<String, Set<Type>> found = new HashMap<>();

    Inference(Generics generics, Collection<TypeVariable> variables) {
        this.generics = generics;
        this.variables = variables.stream().map(TypeVariable::identifier).collect(Collectors.toSet());
    }

    /** @param parameter without wildcards */
    void pass(Type parameter, Type argument) {
        Map<String, Type> open = new HashMap<>();
        close(argument, solve(parameter).iterator().next(), open);
        unify(parameter, open.isEmpty() ? argument : Generics.substitute(argument, open));
    }

    private void unify(Type parameter, Type argument) {
        switch (parameter.kind()) {
            case TYPE_VARIABLE -> {
                String variable = parameter.asTypeVariable().identifier();
                if (variables.contains(variable) && argument.kind() != Type.Kind.PRIMITIVE) {
                    found.computeIfAbsent(variable, each -> new LinkedHashSet<>()).add(argument);
                }
            }
            case ARRAY -> {
                if (argument.kind() == Type.Kind.ARRAY) {
                    unify(component(parameter.asArrayType()), component(argument.asArrayType()));
                }
            }
            case PARAMETERIZED_TYPE -> {
                List<Type> arguments = generics.arguments(argument, parameter.name());
                List<Type> parameters = parameter.asParameterizedType().arguments();
                for (int i = 0; i < Math.min(arguments.size(), parameters.size()); i++) {
                    unify(parameters.get(i), arguments.get(i));
                }
            }
            default -> {
                // nothing is to be found out
            }
        }
    }

    /**
     * Finds what the variables of an argument stand for: a collector of anything, for instance, is one of what the stream has.
     */
    private void close(Type argument, Type parameter, Map<String, Type> open) {
        switch (argument.kind()) {
            case TYPE_VARIABLE -> {
                if (parameter.kind() != Type.Kind.TYPE_VARIABLE) {
                    open.putIfAbsent(argument.asTypeVariable().identifier(), parameter);
                }
            }
            case ARRAY -> {
                if (parameter.kind() == Type.Kind.ARRAY) {
                    close(component(argument.asArrayType()), component(parameter.asArrayType()), open);
                }
            }
            case PARAMETERIZED_TYPE -> {
                List<Type> arguments = argument.asParameterizedType().arguments();
                List<Type> parameters = generics.arguments(parameter, argument.name());
                for (int i = 0; i < Math.min(arguments.size(), parameters.size()); i++) {
                    close(arguments.get(i), parameters.get(i), open);
                }
            }
            default -> {
                // it has none
            }
        }
    }

    static Type component(ArrayType array) {
        return array.deepDimensions() == 1 ? array.elementType()
                : ArrayType.create(array.elementType(), array.deepDimensions() - 1);
    }

    boolean isFound(String variable) {
        return found.containsKey(variable);
    }

    void assume(String variable, Type type) {
        found.put(variable, Set.of(type));
    }

    /** A type with what was found; several if several things were passed for one variable. What was not found stays. */
    Set<Type> solve(Type type) {
        int most = found.values().stream().mapToInt(Set::size).max().orElse(1);
        Set<Type> solved = new HashSet<>();
        for (int i = 0; i < most; i++) {
            Map<String, Type> one = new HashMap<>();
            for (Map.Entry<String, Set<Type>> each : found.entrySet()) {
                List<Type> types = new ArrayList<>(each.getValue());
                one.put(each.getKey(), types.get(Math.min(i, types.size() - 1)));
            }
            solved.add(Generics.cutOff(Generics.substitute(type, one)));
        }
        return solved;
    }
}
