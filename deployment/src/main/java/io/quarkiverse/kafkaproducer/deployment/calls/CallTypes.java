package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.jboss.jandex.TypeVariable;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/** The types in one call of a method or constructor. */
final class CallTypes {

    private static final String COLLECTIONS = "java.util.";

    /** The type of the elements of an empty collection that cannot change. */
    private static final Type NEVER = ClassType.create(DotName.createSimple(Void.class));

    private final Program program;
    private final MethodInfo method;
    private final List<? extends BasicValue> arguments;

    /** @param arguments without the receiver */
    CallTypes(Program program, MethodInfo method, List<? extends BasicValue> arguments) {
        this.program = program;
        this.method = method;
        this.arguments = arguments;
    }

    static boolean isCollection(Type type) {
        return type.kind() == Type.Kind.PARAMETERIZED_TYPE && type.name().toString().startsWith(COLLECTIONS);
    }

    /** Returns the types of the result of a call on a receiver, which is null for a static method. */
    Set<Type> returned(Type receiver) {
        Map<String, Type> bindings = new HashMap<>(program.generics().bindings(receiver, method.declaringClass().name()));
        method.typeParameters().forEach(own -> bindings.remove(own.identifier()));
        List<TypeVariable> open = new ArrayList<>(method.typeParameters());
        // those of a builder that a static method has made, for instance
        bindings.values().stream().filter(type -> type.kind() == Type.Kind.TYPE_VARIABLE)
                .forEach(type -> open.add(type.asTypeVariable()));
        Inference inference = infer(open, bindings);
        if (method.parametersCount() == 0 && method.declaringClass().name().toString().startsWith(COLLECTIONS)
                && isCollection(method.returnType()) && isImmutable()) {
            method.typeParameters().forEach(own -> inference.assume(own.identifier(), NEVER));
        }
        return inference.solve(Generics.substitute(method.returnType(), bindings));
    }

    private boolean isImmutable() {
        return method.name().equals("of") || method.name().startsWith("empty");
    }

    /** Returns the types that a constructor makes. */
    Set<Type> made() {
        ClassInfo info = method.declaringClass();
        Inference inference = infer(info.typeParameters(), Map.of());
        for (TypeVariable variable : info.typeParameters()) {
            if (!inference.isFound(variable.identifier())) {
                inference.assume(variable.identifier(), withoutArgument(info));
            }
        }
        return inference.solve(Generics.generic(info));
    }

    private static Type withoutArgument(ClassInfo info) {
        // a record without a key never has one
        return info.name().equals(SendMethod.RECORD) ? NEVER
                : info.name().toString().startsWith(COLLECTIONS) ? Generics.NOTHING : Generics.OBJECT;
    }

    /** Returns the types of a collection after a call that may have put something into it. */
    Set<Type> changed(Type collection) {
        Type declared = program.generics().as(collection, method.declaringClass().name());
        if (!isCollection(collection) || declared == null || declared.kind() != Type.Kind.PARAMETERIZED_TYPE) {
            return Set.of(collection);
        }
        ClassInfo info = method.declaringClass();
        Inference inference = new Inference(program.generics(), info.typeParameters());
        // what only takes elements, a consumer for instance, puts none in
        pass(inference, i -> Generics.substitute(method.parameterType(i), Map.of()));
        if (info.typeParameters().stream().noneMatch(variable -> inference.isFound(variable.identifier()))) {
            return Set.of(collection);
        }
        Set<Type> changed = new HashSet<>();
        if (!Generics.isEmpty(collection)) {
            changed.add(collection);
        }
        // an ArrayList of what a List is now of; both have the same variables, in the same order
        for (Type with : inference.solve(Generics.generic(info))) {
            Type[] before = collection.asParameterizedType().arguments().toArray(Type[]::new);
            List<Type> found = with.asParameterizedType().arguments();
            for (int i = 0; i < Math.min(before.length, found.size()); i++) {
                if (inference.isFound(info.typeParameters().get(i).identifier())) {
                    before[i] = Generics.filled(found.get(i));
                }
            }
            changed.add(ParameterizedType.create(collection.name(), before));
        }
        return changed;
    }

    private Inference infer(Collection<TypeVariable> variables, Map<String, Type> bindings) {
        Inference inference = new Inference(program.generics(), variables);
        pass(inference, i -> parameter(i, bindings));
        for (int i = 0; i < method.parametersCount(); i++) {
            if (argument(i) instanceof TypedValue argument && argument.origin() instanceof InvokeDynamicInsnNode function) {
                for (Type type : inference.solve(parameter(i, bindings))) {
                    program.take(function, program.functions().parameters(type));
                }
            }
        }
        return inference;
    }

    private void pass(Inference inference, IntFunction<Type> parameters) {
        for (int i = 0; i < method.parametersCount(); i++) {
            if (argument(i) instanceof TypedValue argument) {
                Type parameter = parameters.apply(i);
                argument.types().forEach(type -> inference.pass(parameter, type));
            }
        }
    }

    /** Returns an argument, without those that a compiler adds. */
    private BasicValue argument(int i) {
        return arguments.get(arguments.size() - method.parametersCount() + i);
    }

    private Type parameter(int i, Map<String, Type> bindings) {
        return Generics.substitute(Generics.withoutWildcards(method.parameterType(i)), bindings);
    }
}
