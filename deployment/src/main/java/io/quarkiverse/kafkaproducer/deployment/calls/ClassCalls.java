package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Finds where one class sends. */
final class ClassCalls {

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    private static final String REFUSAL = org.objectweb.asm.Type.getInternalName(IllegalArgumentException.class);

    private final Program program;
    private final Generics generics;
    private final ClassCode code;

    ClassCalls(Program program, ClassCode code) {
        this.program = program;
        this.generics = program.generics();
        this.code = code;
    }

    List<SendCall> find() {
        List<SendCall> found = new ArrayList<>();
        code.node().methods.forEach(method -> find(method, found));
        return found;
    }

    private void find(MethodNode method, List<SendCall> found) {
        int line = -1;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
            } else if (instruction instanceof MethodInsnNode call) {
                SendMethod send = SendMethod.of(call.owner, call.name, call.desc);
                if (send != null) {
                    Frame<BasicValue> frame = program.frame(code, method, instruction);
                    // null in code that is never reached
                    if (frame != null) {
                        found.add(call(method, line, send, call, frame));
                    }
                }
            } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                addReference(method, line, dynamic, found);
            }
        }
    }

    private SendCall call(MethodNode method, int line, SendMethod send, MethodInsnNode call, Frame<BasicValue> frame) {
        int arguments = org.objectweb.asm.Type.getArgumentTypes(call.desc).length;
        int first = frame.getStackSize() - arguments;
        Topics topics = send.saysTopic() >= 0 && frame.getStack(first + send.saysTopic()) instanceof TypedValue topic
                ? topic.constants()
                : Topics.UNKNOWN;
        Set<Type> values = values(send, types(frame.getStack(first + send.sent())));
        if (SendMethod.isTyped(call.owner)) {
            values = orDeclared(values, types(frame.getStack(first - 1)));
        }
        boolean sends = !call.name.equals("<init>");
        return new SendCall(code.info().name().toString(), where(method, line), topics,
                sends && !expectsRefusal(method, call), List.copyOf(values), sends);
    }

    /** Returns whether the call is made in order to see it refused. */
    private static boolean expectsRefusal(MethodNode method, AbstractInsnNode call) {
        int at = method.instructions.indexOf(call);
        return method.tryCatchBlocks.stream().anyMatch(block -> REFUSAL.equals(block.type)
                && method.instructions.indexOf(block.start) <= at && at < method.instructions.indexOf(block.end));
    }

    private static Set<Type> types(BasicValue value) {
        return value instanceof TypedValue typed ? typed.types() : Set.of();
    }

    private Set<Type> values(SendMethod sends, Set<Type> sent) {
        Set<Type> values = new LinkedHashSet<>();
        for (Type type : sent) {
            switch (sends.kind()) {
                case VALUE -> values.add(Generics.bounded(type));
                case VALUES -> values.add(element(type));
                case CLASS -> values.add(first(generics.arguments(type, type.name())));
                case RECORD -> values.add(inRecord(type));
                case RECORDS -> values.add(inRecord(element(type)));
            }
        }
        return values;
    }

    /** Returns the type of the elements of a collection or a stream, which have no other type argument. */
    private Type element(Type type) {
        List<Type> elements = generics.arguments(type, DotName.createSimple(Iterable.class));
        return first(elements.isEmpty() ? generics.arguments(type, type.name()) : elements);
    }

    private static Type first(List<Type> arguments) {
        return arguments.isEmpty() ? Generics.OBJECT : Generics.bounded(arguments.get(0));
    }

    private Type inRecord(Type record) {
        List<Type> arguments = generics.arguments(record, SendMethod.RECORD);
        return record.equals(Generics.NOTHING) ? record
                : arguments.isEmpty() ? Generics.OBJECT : Generics.bounded(arguments.get(1));
    }

    /** A producer of one type says itself what it sends; a type variable is told where it is injected. */
    private Set<Type> orDeclared(Set<Type> values, Set<Type> producers) {
        Set<Type> known = new HashSet<>();
        for (Type value : values) {
            if (generics.isComplete(value)) {
                known.add(value);
                continue;
            }
            for (Type producer : producers) {
                List<Type> declared = generics.arguments(producer, producer.name());
                boolean variable = !declared.isEmpty() && declared.get(0).kind() == Type.Kind.TYPE_VARIABLE;
                if (!variable) {
                    known.add(!declared.isEmpty() && generics.isComplete(declared.get(0)) ? declared.get(0) : value);
                }
            }
        }
        return known;
    }

    /** A method reference: what it sends is what the function that it becomes is called with. */
    private void addReference(MethodNode method, int line, InvokeDynamicInsnNode function, List<SendCall> found) {
        Handle reference = Functions.body(function);
        SendMethod sends = reference == null || reference.getName().equals("<init>") ? null
                : SendMethod.of(reference.getOwner(), reference.getName(), reference.getDesc());
        if (sends == null) {
            return;
        }
        // the first one is the producer
        List<TypedValue> arguments = program.arguments(code, method, function);
        Set<Type> values = values(sends, arguments.get(1 + sends.sent()).types());
        if (SendMethod.isTyped(reference.getOwner())) {
            values = orDeclared(values, arguments.get(0).types());
        }
        found.add(new SendCall(code.info().name().toString(), where(method, line), Topics.UNKNOWN, false,
                List.copyOf(values), true));
    }

    private String where(MethodNode method, int line) {
        Matcher lambda = LAMBDA.matcher(method.name);
        String name = lambda.matches() ? lambda.group(1) : method.name;
        String file = code.node().sourceFile == null ? code.info().simpleName() : code.node().sourceFile;
        return code.info().name() + "." + name + "(" + file + (line < 0 ? "" : ":" + line) + ")";
    }
}
