package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
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

    private final ClassNode node;
    private final ClassInfo info;
    private final Generics generics;
    private final Analyses analyses;
    private final boolean makesRecords;

    ClassCalls(ClassNode node, ClassInfo info, Generics generics) {
        this.node = node;
        this.info = info;
        this.generics = generics;
        this.analyses = new Analyses(node, info, generics);
        this.makesRecords = node.methods.stream().anyMatch(ClassCalls::makesRecords);
    }

    private static boolean makesRecords(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && call.name.equals("<init>")
                    && SendMethod.of(call.owner, call.name, call.desc) != null) {
                return true;
            }
        }
        return false;
    }

    List<SendCall> find() {
        List<SendCall> found = new ArrayList<>();
        node.methods.forEach(method -> find(method, found));
        return found;
    }

    private void find(MethodNode method, List<SendCall> found) {
        int line = -1;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
            } else if (instruction instanceof MethodInsnNode call) {
                SendMethod sends = SendMethod.of(call.owner, call.name, call.desc);
                if (sends != null) {
                    Frame<BasicValue> frame = analyses.frame(method, instruction);
                    // null in code that is never reached
                    if (frame != null) {
                        found.add(call(method, line, sends, call, frame));
                    }
                }
            } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                addReference(method, line, dynamic, found);
            }
        }
    }

    private SendCall call(MethodNode method, int line, SendMethod sends, MethodInsnNode call, Frame<BasicValue> frame) {
        int arguments = org.objectweb.asm.Type.getArgumentTypes(call.desc).length;
        int first = frame.getStackSize() - arguments;
        Topics topics = sends.saysTopic() >= 0 && frame.getStack(first + sends.saysTopic()) instanceof TypedValue topic
                ? topic.constants()
                : Topics.UNKNOWN;
        Set<Type> values = values(sends, types(frame.getStack(first + sends.sent())));
        if (SendMethod.isTyped(call.owner)) {
            values = orDeclared(values, types(frame.getStack(first - 1)));
        }
        boolean certain = !call.name.equals("<init>") && !expectsRefusal(method, call);
        return new SendCall(info.name().toString(), where(method, line), topics, certain, List.copyOf(values));
    }

    /** Whether it is called in order to see it refused. */
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
                case RECORD -> addRecord(type, makesRecords && type.kind() == Type.Kind.CLASS, values);
                case RECORDS -> addRecord(element(type), makesRecords, values);
            }
        }
        return values;
    }

    /** What is in a collection or a stream, both of which are generic in nothing else. */
    private Type element(Type type) {
        List<Type> elements = generics.arguments(type, DotName.createSimple(Iterable.class));
        return first(elements.isEmpty() ? generics.arguments(type, type.name()) : elements);
    }

    private static Type first(List<Type> arguments) {
        return arguments.isEmpty() ? Generics.OBJECT : Generics.bounded(arguments.get(0));
    }

    /** @param seen whether the record is made in this class, where its value has been seen */
    private void addRecord(Type record, boolean seen, Set<Type> values) {
        List<Type> arguments = generics.arguments(record, SendMethod.RECORD);
        Type value = arguments.isEmpty() ? Generics.OBJECT : Generics.bounded(arguments.get(1));
        if (!seen || generics.isComplete(value)) {
            values.add(value);
        }
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

    /** A method reference: what it sends is in the type of the function that it becomes. */
    private void addReference(MethodNode method, int line, InvokeDynamicInsnNode dynamic, List<SendCall> found) {
        if (dynamic.bsmArgs.length < 3 || !(dynamic.bsmArgs[1] instanceof Handle reference)
                || !(dynamic.bsmArgs[2] instanceof org.objectweb.asm.Type function)) {
            return;
        }
        SendMethod sends = SendMethod.of(reference.getOwner(), reference.getName(), reference.getDesc());
        if (sends == null || reference.getName().equals("<init>")) {
            return;
        }
        List<org.objectweb.asm.Type> arguments = new ArrayList<>(
                List.of(org.objectweb.asm.Type.getArgumentTypes(dynamic.desc)));
        arguments.addAll(List.of(function.getArgumentTypes()));
        // the first one is the producer
        Type sent = Signatures.type(arguments.get(1 + sends.sent()));
        found.add(new SendCall(info.name().toString(), where(method, line), Topics.UNKNOWN, false,
                List.copyOf(values(sends, Set.of(sent)))));
    }

    private String where(MethodNode method, int line) {
        Matcher lambda = LAMBDA.matcher(method.name);
        String name = lambda.matches() ? lambda.group(1) : method.name;
        String file = node.sourceFile == null ? info.simpleName() : node.sourceFile;
        return info.name() + "." + name + "(" + file + (line < 0 ? "" : ":" + line) + ")";
    }
}
