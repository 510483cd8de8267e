package io.quarkiverse.kafkaproducer.deployment.calls;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** Lambdas and method references: what their bodies are, and what of the interface that they implement. */
final class Functions {

    private final Classes classes;
    private final Generics generics;

    Functions(Classes classes, Generics generics) {
        this.classes = classes;
        this.generics = generics;
    }

    /** The method that is called in the end; null if the instruction makes no function. */
    static Handle body(InvokeDynamicInsnNode dynamic) {
        return dynamic.bsmArgs.length > 2 && dynamic.bsmArgs[1] instanceof Handle body
                && dynamic.bsmArgs[2] instanceof org.objectweb.asm.Type ? body : null;
    }

    /** Returns the signature of a function where it is made, without type arguments. */
    static org.objectweb.asm.Type signature(InvokeDynamicInsnNode dynamic) {
        return (org.objectweb.asm.Type) dynamic.bsmArgs[2];
    }

    /** The interface that it implements, with what it takes and returns for arguments. */
    Type type(InvokeDynamicInsnNode dynamic, Type returned) {
        org.objectweb.asm.Type made = org.objectweb.asm.Type.getReturnType(dynamic.desc);
        ClassInfo info = classes.get(DotName.createSimple(made.getClassName()));
        MethodInfo method = info == null ? null : method(info);
        if (method == null || info.typeParameters().isEmpty()) {
            return Signatures.type(made);
        }
        Inference inference = new Inference(generics, info.typeParameters());
        Map<String, Type> declared = generics.bindings(Generics.generic(info), method.declaringClass().name());
        org.objectweb.asm.Type[] arguments = signature(dynamic).getArgumentTypes();
        for (int i = 0; i < Math.min(arguments.length, method.parametersCount()); i++) {
            Type receiver = i == 0 ? receiver(dynamic) : null;
            inference.pass(Generics.substitute(method.parameterType(i), declared),
                    receiver == null ? Signatures.type(arguments[i]) : receiver);
        }
        if (returned != null) {
            inference.pass(Generics.substitute(method.returnType(), declared), returned);
        }
        return inference.solve(Generics.generic(info)).iterator().next();
    }

    /**
     * Returns what the method of a reference such as {@code List::stream} is called on, with its variables; null for others.
     */
    Type receiver(InvokeDynamicInsnNode dynamic) {
        Handle body = body(dynamic);
        org.objectweb.asm.Type[] arguments = signature(dynamic).getArgumentTypes();
        boolean isCalledOn = body.getTag() == Opcodes.H_INVOKEVIRTUAL || body.getTag() == Opcodes.H_INVOKEINTERFACE;
        if (!isCalledOn || arguments.length == 0 || arguments[0].getSort() != org.objectweb.asm.Type.OBJECT
                || org.objectweb.asm.Type.getArgumentTypes(dynamic.desc).length > 0) {
            return null;
        }
        ClassInfo info = classes.get(DotName.createSimple(arguments[0].getClassName()));
        return info == null ? null : Generics.generic(info);
    }

    /** Returns the parameters of a function of a type; empty if it is no functional interface. */
    List<Type> parameters(Type function) {
        ClassInfo info = function.kind() == Type.Kind.CLASS || function.kind() == Type.Kind.PARAMETERIZED_TYPE
                ? classes.get(function.name())
                : null;
        MethodInfo method = info == null || !info.isInterface() ? null : method(info);
        if (method == null) {
            return List.of();
        }
        Map<String, Type> bindings = generics.bindings(function, method.declaringClass().name());
        List<Type> parameters = new ArrayList<>();
        method.parameterTypes().forEach(type -> parameters.add(Generics.substitute(type, bindings)));
        return parameters;
    }

    /** Null if it is not exactly one that has to be implemented. */
    private MethodInfo method(ClassInfo info) {
        MethodInfo found = null;
        for (MethodInfo method : info.methods()) {
            if (Modifier.isAbstract(method.flags()) && !isOfObject(method)) {
                if (found != null) {
                    return null;
                }
                found = method;
            }
        }
        for (int i = 0; found == null && i < info.interfaceNames().size(); i++) {
            ClassInfo parent = classes.get(info.interfaceNames().get(i));
            found = parent == null ? null : method(parent);
        }
        return found;
    }

    /** Returns whether an interface repeats a method of {@code Object}, as {@code Comparator} does. */
    private static boolean isOfObject(MethodInfo method) {
        return switch (method.name()) {
            case "equals" -> method.parametersCount() == 1;
            case "hashCode", "toString" -> method.parametersCount() == 0;
            default -> false;
        };
    }
}
