package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jboss.jandex.ArrayType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * A frame in which an object, once its constructor has run, is what the constructor made of it, and a collection that was made
 * in the method has in it what was put there.
 */
final class MadeValues extends Frame<BasicValue> {

    private final Program program;

    MadeValues(Program program, int locals, int stack) {
        super(locals, stack);
        this.program = program;
    }

    MadeValues(Program program, Frame<? extends BasicValue> frame) {
        super(frame);
        this.program = program;
    }

    @Override
    public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter) throws AnalyzerException {
        switch (instruction.getOpcode()) {
            case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESTATIC, Opcodes.INVOKESPECIAL -> {
                MethodInsnNode call = (MethodInsnNode) instruction;
                List<BasicValue> arguments = top(org.objectweb.asm.Type.getArgumentTypes(call.desc).length);
                BasicValue receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? null
                        : getStack(getStackSize() - arguments.size() - 1);
                super.execute(instruction, interpreter);
                afterCall(call, receiver, arguments);
            }
            case Opcodes.INVOKEDYNAMIC -> {
                List<BasicValue> captured = top(
                        org.objectweb.asm.Type.getArgumentTypes(((InvokeDynamicInsnNode) instruction).desc).length);
                super.execute(instruction, interpreter);
                captured.forEach(value -> escape(value, MadeValues::withAnything));
            }
            case Opcodes.AASTORE -> {
                List<BasicValue> operands = top(3);
                super.execute(instruction, interpreter);
                store(operands.get(0), operands.get(2));
                escape(operands.get(2), MadeValues::withAnything);
            }
            case Opcodes.PUTFIELD, Opcodes.PUTSTATIC -> {
                BasicValue stored = top(1).get(0);
                super.execute(instruction, interpreter);
                escape(stored, MadeValues::withAnything);
            }
            default -> super.execute(instruction, interpreter);
        }
    }

    private List<BasicValue> top(int size) {
        List<BasicValue> values = new ArrayList<>();
        for (int i = getStackSize() - size; i < getStackSize(); i++) {
            values.add(getStack(i));
        }
        return values;
    }

    private void afterCall(MethodInsnNode call, BasicValue receiver, List<BasicValue> arguments) {
        if (call.owner.startsWith("[")) {
            return;
        }
        SendMethod sends = SendMethod.of(call.owner, call.name, call.desc);
        MethodInfo method = receiver instanceof TypedValue made && made.origin() != null
                ? program.generics().method(DotName.createSimple(call.owner.replace('/', '.')), call.name, call.desc)
                : null;
        if (method != null) {
            TypedValue changed = (TypedValue) receiver;
            CallTypes types = new CallTypes(program, method, arguments);
            if (call.name.equals("<init>")) {
                boolean isItself = changed.types().stream()
                        .allMatch(type -> type.name().equals(method.declaringClass().name()));
                // a record's constant is its topic
                TypedValue made = isItself ? changed.withTypes(types.made()) : changed;
                replace(changed, each -> sends != null && arguments.get(sends.topic()) instanceof TypedValue topic
                        ? made.withConstants(topic.constants())
                        : made);
            } else {
                Set<Type> after = new HashSet<>();
                changed.types().forEach(type -> after.addAll(types.changed(type)));
                if (!after.equals(changed.types())) {
                    replace(changed, each -> each.withTypes(after));
                }
            }
        }
        if (sends == null) {
            boolean isStrange = !call.owner.startsWith("java/") && !call.name.equals("<init>");
            arguments.forEach(argument -> escape(argument, isStrange ? MadeValues::withAnything : MadeValues::filled));
        }
    }

    /** An array of entries, for instance, is one of such as have been put there. */
    private void store(BasicValue array, BasicValue element) {
        if (!(array instanceof TypedValue made) || made.origin() == null || !(element instanceof TypedValue stored)
                || stored.types().isEmpty()) {
            return;
        }
        Set<Type> types = new HashSet<>(made.types());
        boolean isBare = types.removeIf(type -> type.kind() == Type.Kind.ARRAY && program.generics()
                .isBare(Inference.component(type.asArrayType())));
        if (isBare || types.stream().anyMatch(type -> type.kind() == Type.Kind.ARRAY
                && Inference.component(type.asArrayType()).kind() == Type.Kind.PARAMETERIZED_TYPE)) {
            stored.types().forEach(type -> types.add(ArrayType.create(type, 1)));
            replace(made, each -> each.withTypes(types));
        }
    }

    /** Marks a value that others can reach now: more may be put into it there. */
    private void escape(BasicValue value, UnaryOperator<TypedValue> change) {
        if (value instanceof TypedValue typed && typed.origin() != null
                && typed.types().stream().anyMatch(CallTypes::isCollection)) {
            TypedValue changed = change.apply(typed);
            if (!changed.types().equals(typed.types())) {
                replace(typed, each -> each.withTypes(changed.types()));
            }
        }
    }

    private static TypedValue filled(TypedValue value) {
        return value.mapped(Generics::filled);
    }

    private static TypedValue withAnything(TypedValue value) {
        Set<Type> types = new HashSet<>();
        for (Type type : value.types()) {
            types.add(Generics.filled(type));
            if (CallTypes.isCollection(type)) {
                Type[] anything = type.asParameterizedType().arguments().stream().map(argument -> Generics.OBJECT)
                        .toArray(Type[]::new);
                types.add(ParameterizedType.create(type.name(), anything));
            }
        }
        return value.withTypes(types);
    }

    /** Replaces a value on the stack and in all variables. */
    private void replace(TypedValue value, UnaryOperator<TypedValue> change) {
        for (int i = 0; i < getLocals(); i++) {
            if (getLocal(i) instanceof TypedValue local && local.origin() == value.origin()) {
                setLocal(i, change.apply(local));
            }
        }
        for (int i = 0; i < getStackSize(); i++) {
            if (getStack(i) instanceof TypedValue stacked && stacked.origin() == value.origin()) {
                setStack(i, change.apply(stacked));
            }
        }
    }
}
