package io.quarkiverse.kafkaproducer.deployment.calls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jboss.logging.Logger;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The byte code of the application, each class and method of which is looked at when something is asked of it. Where a
 * declaration does not say what a value is, it is followed: from a parameter to the callers, from a call to what is returned,
 * from a field to what is stored in it.
 */
final class Program {

    private static final Logger LOG = Logger.getLogger(Program.class);

    /** Beyond these, something is taken for what it is declared as: no build should take long for it. */
    private static final int MOST_FOLLOWED = 2_000;
    private static final int MOST_OVERRIDES = 8;

    private enum Question {
        FRAMES,
        RETURNED,
        PASSED,
        STORED
    }

    private record Key(Question question, Object about, int index) {
    }

    private final Classes classes;
    private final Generics generics;
    private final Functions functions;
    private final Predicate<DotName> include;
    private final Callers callers;
    private final Map<DotName, Optional<ClassCode>> read = new HashMap<>();
    private final Map<Key, Optional<?>> answers = new HashMap<>();
    private final Set<Key> asked = new HashSet<>();
    private final Map<InvokeDynamicInsnNode, List<Set<Type>>> taken = new HashMap<>();
    private int guesses;
    private int followed;

    /** @param include which classes are the application's own */
    Program(Classes classes, Predicate<DotName> include) {
        this.classes = classes;
        this.generics = new Generics(classes);
        this.functions = new Functions(classes, generics);
        this.include = include;
        this.callers = new Callers(this, classes);
    }

    Generics generics() {
        return generics;
    }

    Functions functions() {
        return functions;
    }

    /** Null if it is none of the application's own. */
    ClassCode code(DotName name) {
        Optional<ClassCode> known = read.get(name);
        if (known == null) {
            known = Optional.ofNullable(isOwn(name) ? read(name) : null);
            read.put(name, known);
        }
        return known.orElse(null);
    }

    boolean isOwn(DotName name) {
        return include.test(name) && classes.index().getClassByName(name) != null;
    }

    private ClassCode read(DotName name) {
        try (InputStream file = classes.open(name)) {
            if (file == null) {
                return null;
            }
            ClassNode node = new ClassNode();
            new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES);
            return new ClassCode(node, classes.index().getClassByName(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Class " + name + " cannot be read", e);
        }
    }

    /** Returns the stack and the variables before an instruction; null if it is never reached, or not known. */
    Frame<BasicValue> frame(ClassCode code, MethodNode method, AbstractInsnNode instruction) {
        Frame<BasicValue>[] frames = answer(new Key(Question.FRAMES, method, 0), () -> analyze(code, method));
        return frames == null ? null : frames[method.instructions.indexOf(instruction)];
    }

    /**
     * The answer to a question; null if there is none. There is none to one that is being answered, as in a recursion: what was
     * found out without it is not kept, save by who asked first.
     */
    @SuppressWarnings("unchecked")
    private <T> T answer(Key key, Supplier<T> search) {
        Optional<?> known = answers.get(key);
        if (known != null) {
            return (T) known.orElse(null);
        }
        if (!asked.add(key)) {
            guesses++;
            return null;
        }
        int before = guesses;
        try {
            T found = search.get();
            if (guesses == before || asked.size() == 1) {
                answers.put(key, Optional.ofNullable(found));
            }
            return found;
        } finally {
            asked.remove(key);
        }
    }

    private Frame<BasicValue>[] analyze(ClassCode code, MethodNode method) {
        if (method.instructions.size() == 0 || asked.size() > 1 && ++followed > MOST_FOLLOWED) {
            return null;
        }
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode dynamic) {
                taken.remove(dynamic);
            }
        }
        try {
            Map<Integer, BasicValue> parameters = parameters(code, method);
            return new Analyzer<BasicValue>(new TypeInterpreter(this, method, parameters)) {

                @Override
                protected Frame<BasicValue> newFrame(int locals, int stack) {
                    return new MadeValues(Program.this, locals, stack);
                }

                @Override
                protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
                    return new MadeValues(Program.this, frame);
                }
            }.analyze(code.node().name, method);
        } catch (AnalyzerException e) {
            // another program than a compiler may have written it; the application may be all right nevertheless
            LOG.warnf(e, "What is sent by %s.%s is not known, as its byte code cannot be analyzed", code.info().name(),
                    method.name);
            return null;
        }
    }

    /** Returns the parameters of which more is known than the descriptor says, by local variable. */
    private Map<Integer, BasicValue> parameters(ClassCode code, MethodNode method) {
        Map<Integer, BasicValue> parameters = new HashMap<>();
        int local = 0;
        if (!ClassCode.isStatic(method)) {
            parameters.put(local++, TypedValue.of(itself(code.info())));
        }
        MethodInfo declaration = code.declaration(method);
        org.objectweb.asm.Type[] types = org.objectweb.asm.Type.getArgumentTypes(method.desc);
        int synthetic = types.length - declaration.parametersCount();
        for (int i = 0; i < types.length; i++) {
            if (types[i].getSort() >= org.objectweb.asm.Type.ARRAY) {
                Type declared = i < synthetic ? Signatures.type(types[i]) : declaration.parameterType(i - synthetic);
                parameters.put(local, parameter(code, method, i, types[i], declared));
            }
            local += types[i].getSize();
        }
        return parameters;
    }

    private TypedValue parameter(ClassCode code, MethodNode method, int i, org.objectweb.asm.Type descriptor, Type declared) {
        Set<Type> types = new HashSet<>();
        for (Type self : itself(code.info())) {
            types.add(TypeInterpreter.orDescriptor(Generics.substitute(declared,
                    generics.bindings(self, code.info().name())), descriptor));
        }
        boolean isKnown = types.stream().allMatch(generics::isComplete);
        if (isKnown && !ClassCode.isSynthetic(method)) {
            return TypedValue.of(types);
        }
        TypedValue passed = passed(code, method, i);
        if (passed == null) {
            return TypedValue.of(types);
        }
        if (isKnown && !passed.types().stream().allMatch(generics::isComplete)) {
            return TypedValue.of(types);
        }
        return passed;
    }

    /** The type of {@code this}: if it is generic, one for each class that says what its variables are. */
    private Set<Type> itself(ClassInfo info) {
        Set<Type> types = new LinkedHashSet<>();
        if (!info.typeParameters().isEmpty()) {
            for (ClassInfo subclass : subclasses(info.name())) {
                Type type = generics.as(Generics.generic(subclass), info.name());
                if (type != null && generics.isComplete(type)) {
                    types.add(type);
                }
            }
        }
        return types.isEmpty() || types.size() > MOST_OVERRIDES ? Set.of(Generics.generic(info)) : types;
    }

    private Collection<ClassInfo> subclasses(DotName name) {
        ClassInfo info = classes.index().getClassByName(name);
        return info == null ? List.of()
                : info.isInterface() ? classes.index().getAllKnownImplementations(name)
                        : classes.index().getAllKnownSubclasses(name);
    }

    /** Returns the value that a method of the application really returns; null if that is not known. */
    TypedValue returned(MethodInfo method) {
        if (!isOwn(method.declaringClass().name())) {
            return null;
        }
        return answer(new Key(Question.RETURNED, method, 0), () -> {
            List<ClassInfo> owners = new ArrayList<>(List.of(method.declaringClass()));
            if (!isFixed(method)) {
                owners.addAll(subclasses(method.declaringClass().name()));
            }
            TypedValue returned = null;
            int bodies = 0;
            for (ClassInfo owner : owners) {
                ClassCode code = code(owner.name());
                MethodNode body = code == null ? null : code.method(method.name(), method.descriptor());
                if (body != null && body.instructions.size() > 0) {
                    TypedValue one = returned(code, body);
                    if (one == null || ++bodies > MOST_OVERRIDES) {
                        return null;
                    }
                    returned = merged(returned, one);
                }
            }
            return returned;
        });
    }

    private static boolean isFixed(MethodInfo method) {
        return (method.flags() & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0;
    }

    /** Null if it is not known. */
    TypedValue returned(ClassCode code, MethodNode body) {
        TypedValue returned = null;
        for (AbstractInsnNode instruction : body.instructions) {
            if (instruction.getOpcode() == Opcodes.ARETURN) {
                Frame<BasicValue> frame = frame(code, body, instruction);
                if (frame != null && frame.getStack(frame.getStackSize() - 1) instanceof TypedValue value) {
                    returned = merged(returned, value);
                }
            }
        }
        return returned;
    }

    /** Returns the value that all callers pass to a method; null if that is not known. */
    private TypedValue passed(ClassCode code, MethodNode method, int argument) {
        return answer(new Key(Question.PASSED, method, argument), () -> {
            List<TypedValue> values = callers.passed(code, method, argument);
            if (values == null) {
                return null;
            }
            if (values.isEmpty()) {
                // Kotlin leaves the bodies of inlined functions behind, for instance
                return ClassCode.isPrivate(method) && !isAnnotated(code.declaration(method)) ? TypedValue.ofNull() : null;
            }
            return values.stream().reduce(this::merged).orElseThrow();
        });
    }

    /** Returns whether a method has annotations other than those of compilers. A framework may call it then. */
    private static boolean isAnnotated(MethodInfo method) {
        return method.annotations().stream().anyMatch(annotation -> !annotation.name().toString().contains("annotations."));
    }

    /** Returns the value that is stored in a field of the application; null if that is not known. */
    TypedValue stored(FieldInfo field) {
        if (!isOwn(field.declaringClass().name())) {
            return null;
        }
        return answer(new Key(Question.STORED, field, 0), () -> {
            List<ClassCode> writers = callers.writers(field);
            TypedValue stored = null;
            for (ClassCode code : writers == null ? List.<ClassCode> of() : writers) {
                for (MethodNode method : code.node().methods) {
                    for (AbstractInsnNode instruction : method.instructions) {
                        if (instruction instanceof FieldInsnNode put && Callers.isWrite(put, field)) {
                            Frame<BasicValue> frame = frame(code, method, put);
                            if (frame != null && frame.getStack(frame.getStackSize() - 1) instanceof TypedValue value) {
                                stored = merged(stored, value);
                            }
                        }
                    }
                }
            }
            return stored;
        });
    }

    /** Merges two values. If one is used elsewhere, too, its constants and its content are no longer known. */
    private TypedValue merged(TypedValue one, TypedValue other) {
        TypedValue elsewhere = other.mapped(Generics::filled).withConstants(Topics.UNKNOWN);
        if (!(elsewhere.origin() instanceof InvokeDynamicInsnNode)) {
            elsewhere = elsewhere.madeBy(null);
        }
        return one == null ? elsewhere : TypeInterpreter.merged(generics, one, elsewhere);
    }

    /** Tells what a function is called with. */
    void take(InvokeDynamicInsnNode function, List<Type> arguments) {
        List<Set<Type>> known = taken.computeIfAbsent(function, each -> new ArrayList<>());
        for (int i = 0; i < arguments.size(); i++) {
            if (known.size() <= i) {
                known.add(new LinkedHashSet<>());
            }
            known.get(i).add(arguments.get(i));
        }
    }

    /** Returns the arguments of a function's body: the captured values, and then the parameters. */
    List<TypedValue> arguments(ClassCode code, MethodNode method, InvokeDynamicInsnNode function) {
        List<TypedValue> arguments = new ArrayList<>();
        Frame<BasicValue> frame = frame(code, method, function);
        org.objectweb.asm.Type[] captured = org.objectweb.asm.Type.getArgumentTypes(function.desc);
        for (int i = 0; i < captured.length; i++) {
            arguments.add(frame != null
                    && frame.getStack(frame.getStackSize() - captured.length + i) instanceof TypedValue value ? value
                            : TypedValue.of(Signatures.type(captured[i])));
        }
        List<Set<Type>> known = taken.getOrDefault(function, List.of());
        org.objectweb.asm.Type[] declared = Functions.signature(function).getArgumentTypes();
        for (int i = 0; i < declared.length; i++) {
            Type type = Signatures.type(declared[i]);
            Set<Type> types = new HashSet<>();
            for (Type each : known.size() > i ? known.get(i) : Set.<Type> of()) {
                boolean isMoreExact = type.kind() != Type.Kind.CLASS || generics.as(each, type.name()) != null;
                types.add(isMoreExact ? TypeInterpreter.orDescriptor(each, declared[i]) : type);
            }
            arguments.add(TypedValue.of(types.isEmpty() ? Set.of(type) : types));
        }
        return arguments;
    }
}
