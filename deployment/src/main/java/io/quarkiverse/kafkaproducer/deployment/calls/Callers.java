package io.quarkiverse.kafkaproducer.deployment.calls;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Finds where a method of the application is called, and a field is written. */
final class Callers {

    /** Beyond this many users, a class is used for too many things to be followed. */
    private static final int MOST_USERS = 200;

    /** The method that the compiler adds to deserialize lambdas. */
    private static final String DESERIALIZATION = "$deserializeLambda$";

    private final Program program;
    private final Classes classes;

    Callers(Program program, Classes classes) {
        this.program = program;
        this.classes = classes;
    }

    /** The values of an argument, one for each call; null if there are too many classes to look at. */
    List<TypedValue> passed(ClassCode callee, MethodNode method, int argument) {
        Set<DotName> owners = ClassCode.isPrivate(method) || method.name.equals("<init>") ? Set.of(callee.info().name())
                : owners(callee.info(), method);
        Set<DotName> users = users(owners);
        if (users == null) {
            return null;
        }
        Set<String> names = new HashSet<>();
        owners.forEach(owner -> names.add(owner.toString().replace('.', '/')));
        List<TypedValue> values = new ArrayList<>();
        for (DotName user : users) {
            ClassCode code = program.code(user);
            if (code != null) {
                for (MethodNode caller : code.node().methods) {
                    if (!caller.name.equals(DESERIALIZATION) && caller != method) {
                        addPassed(code, caller, names, method, argument, values);
                    }
                }
            }
        }
        return values;
    }

    /** The classes by which a method may be called: also those that inherit it, and those that it overrides one of. */
    private Set<DotName> owners(ClassInfo info, MethodNode method) {
        Set<DotName> owners = new LinkedHashSet<>();
        owners.add(info.name());
        classes.index().getAllKnownSubclasses(info.name()).forEach(each -> owners.add(each.name()));
        if (info.isInterface()) {
            classes.index().getAllKnownImplementations(info.name()).forEach(each -> owners.add(each.name()));
        }
        addOverridden(info, method, owners);
        return owners;
    }

    private void addOverridden(ClassInfo info, MethodNode method, Set<DotName> owners) {
        List<DotName> parents = new ArrayList<>(info.interfaceNames());
        if (info.superName() != null) {
            parents.add(info.superName());
        }
        for (DotName parent : parents) {
            if (program.isOwn(parent)) {
                ClassInfo declaring = classes.get(parent);
                if (declaring.methods().stream().anyMatch(each -> each.name().equals(method.name)
                        && each.descriptor().equals(method.desc))) {
                    owners.add(parent);
                }
                addOverridden(declaring, method, owners);
            }
        }
    }

    private Set<DotName> users(Set<DotName> owners) {
        Set<DotName> users = new LinkedHashSet<>(owners);
        for (DotName owner : owners) {
            for (ClassInfo user : classes.index().getKnownUsers(owner)) {
                users.add(user.name());
                if (users.size() > MOST_USERS) {
                    return null;
                }
            }
        }
        return users;
    }

    private void addPassed(ClassCode code, MethodNode caller, Set<String> owners, MethodNode callee, int argument,
            List<TypedValue> values) {
        for (AbstractInsnNode instruction : caller.instructions) {
            if (instruction instanceof MethodInsnNode call && owners.contains(call.owner) && call.name.equals(callee.name)
                    && call.desc.equals(callee.desc)) {
                Frame<BasicValue> frame = program.frame(code, caller, call);
                int arguments = Type.getArgumentTypes(call.desc).length;
                if (frame != null && frame.getStack(frame.getStackSize() - arguments + argument) instanceof TypedValue value) {
                    values.add(value);
                }
            } else if (instruction instanceof InvokeDynamicInsnNode function && isReference(function, owners, callee)) {
                List<TypedValue> arguments = program.arguments(code, caller, function);
                int tag = Functions.body(function).getTag();
                int receiver = tag == Opcodes.H_INVOKESTATIC || tag == Opcodes.H_NEWINVOKESPECIAL ? 0 : 1;
                if (argument + receiver < arguments.size()) {
                    values.add(arguments.get(argument + receiver));
                }
            }
        }
    }

    private static boolean isReference(InvokeDynamicInsnNode function, Set<String> owners, MethodNode callee) {
        Handle body = Functions.body(function);
        return body != null && owners.contains(body.getOwner()) && body.getName().equals(callee.name)
                && body.getDesc().equals(callee.desc);
    }

    /** Null if there are too many classes to look at. */
    List<ClassCode> writers(FieldInfo field) {
        DotName declaring = field.declaringClass().name();
        boolean isOnlyHere = Modifier.isPrivate(field.flags()) || Modifier.isFinal(field.flags());
        Set<DotName> users = isOnlyHere ? Set.of(declaring) : users(Set.of(declaring));
        if (users == null) {
            return null;
        }
        List<ClassCode> writers = new ArrayList<>();
        for (DotName user : users) {
            ClassCode code = program.code(user);
            if (code != null) {
                writers.add(code);
            }
        }
        return writers;
    }

    static boolean isWrite(FieldInsnNode instruction, FieldInfo field) {
        return (instruction.getOpcode() == Opcodes.PUTFIELD || instruction.getOpcode() == Opcodes.PUTSTATIC)
                && instruction.name.equals(field.name())
                && instruction.owner.equals(field.declaringClass().name().toString().replace('.', '/'));
    }
}
