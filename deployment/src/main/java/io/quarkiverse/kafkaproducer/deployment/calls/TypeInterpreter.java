package io.quarkiverse.kafkaproducer.deployment.calls;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/** Follows the types of references through one method, with what generic signatures say. */
final class TypeInterpreter extends BasicInterpreter {

    /** Beyond this many, the types of a value are not told apart. */
    private static final int MOST = 256;

    private static final DotName CLASS = DotName.createSimple(Class.class);

    private final Program program;
    private final Generics generics;
    private final MethodNode method;
    private final Map<Integer, BasicValue> parameters;

    /** @param parameters by local variable, those of which more is known than the descriptor says */
    TypeInterpreter(Program program, MethodNode method, Map<Integer, BasicValue> parameters) {
        super(Opcodes.ASM9);
        this.program = program;
        this.generics = program.generics();
        this.method = method;
        this.parameters = parameters;
    }

    @Override
    public BasicValue newValue(org.objectweb.asm.Type type) {
        return type == null || type.getSort() < org.objectweb.asm.Type.ARRAY ? super.newValue(type)
                : type.equals(NULL_TYPE) ? TypedValue.ofNull() : TypedValue.of(Signatures.type(type));
    }

    @Override
    public BasicValue newParameterValue(boolean isInstanceMethod, int local, org.objectweb.asm.Type type) {
        BasicValue known = parameters.get(local);
        return known == null ? newValue(type) : known;
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
        if (instruction instanceof LdcInsnNode constant) {
            if (constant.cst instanceof String text) {
                return TypedValue.constant(Signatures.type(org.objectweb.asm.Type.getType(String.class)), text);
            }
            if (constant.cst instanceof org.objectweb.asm.Type type && type.getSort() >= org.objectweb.asm.Type.ARRAY
                    && type.getSort() != org.objectweb.asm.Type.METHOD) {
                return TypedValue.of(ParameterizedType.create(CLASS, Signatures.type(type)));
            }
        }
        if (instruction instanceof FieldInsnNode field) {
            return field(field, null);
        }
        if (instruction.getOpcode() == Opcodes.NEW) {
            return TypedValue.of(Signatures.type(org.objectweb.asm.Type.getObjectType(((TypeInsnNode) instruction).desc)))
                    .madeBy(instruction);
        }
        return super.newOperation(instruction);
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value) throws AnalyzerException {
        return instruction.getOpcode() == Opcodes.ALOAD && value instanceof TypedValue typed
                ? declared((VarInsnNode) instruction, typed)
                : value;
    }

    /** Adds the type arguments of the variable's declaration, if the value itself does not tell. */
    private TypedValue declared(VarInsnNode load, TypedValue value) {
        if (method.localVariables == null || value.types().isEmpty()) {
            return value;
        }
        int at = method.instructions.indexOf(load);
        for (LocalVariableNode variable : method.localVariables) {
            if (variable.index == load.var && variable.signature != null && method.instructions.indexOf(variable.start) <= at
                    && at < method.instructions.indexOf(variable.end)) {
                return withArguments(value, Signatures.type(variable.signature));
            }
        }
        return value;
    }

    private TypedValue withArguments(TypedValue value, Type declared) {
        if (declared.kind() != Type.Kind.PARAMETERIZED_TYPE) {
            return value;
        }
        return generics.isComplete(declared)
                ? value.mapped(type -> generics.isComplete(type) && !Generics.isEmpty(type) ? type : declared)
                : value.mapped(type -> type.kind() == Type.Kind.CLASS && !generics.isComplete(type) ? declared : type);
    }

    @Override
    public BasicValue unaryOperation(AbstractInsnNode instruction, BasicValue value) throws AnalyzerException {
        return switch (instruction.getOpcode()) {
            case Opcodes.GETFIELD -> field((FieldInsnNode) instruction, value);
            case Opcodes.ANEWARRAY -> ((TypedValue) super.unaryOperation(instruction, value)).madeBy(instruction);
            case Opcodes.CHECKCAST -> cast(org.objectweb.asm.Type.getObjectType(((TypeInsnNode) instruction).desc), value);
            default -> super.unaryOperation(instruction, value);
        };
    }

    /** Returns the value after a cast. A type that is more exact than the cast stays. */
    private BasicValue cast(org.objectweb.asm.Type type, BasicValue value) {
        Type cast = Signatures.type(type);
        return value instanceof TypedValue typed ? typed.mapped(each -> isA(each, cast) ? each : cast) : newValue(type);
    }

    private boolean isA(Type type, Type cast) {
        return cast.kind() == Type.Kind.CLASS && generics.as(type, cast.name()) != null;
    }

    private BasicValue field(FieldInsnNode field, BasicValue receiver) {
        org.objectweb.asm.Type type = org.objectweb.asm.Type.getType(field.desc);
        if (type.getSort() < org.objectweb.asm.Type.ARRAY) {
            return newValue(type);
        }
        FieldInfo declared = generics.field(DotName.createSimple(field.owner.replace('/', '.')), field.name);
        if (declared == null) {
            return newValue(type);
        }
        Set<Type> types = new HashSet<>();
        for (Type each : receivers(receiver)) {
            types.add(orDescriptor(Generics.substitute(declared.type(),
                    generics.bindings(each, declared.declaringClass().name())), type));
        }
        return orFollowed(types, () -> program.stored(declared));
    }

    /** A null for none. */
    private static Set<Type> receivers(BasicValue receiver) {
        return receiver instanceof TypedValue typed && !typed.types().isEmpty() ? typed.types()
                : Collections.singleton(null);
    }

    /** Returns the declared types, or the followed value where they say too little. */
    private TypedValue orFollowed(Set<Type> types, Supplier<TypedValue> followed) {
        TypedValue found = types.stream().allMatch(generics::isComplete) ? null : followed.get();
        return found == null ? TypedValue.of(types) : found;
    }

    @Override
    public BasicValue binaryOperation(AbstractInsnNode instruction, BasicValue left, BasicValue right)
            throws AnalyzerException {
        if (instruction.getOpcode() != Opcodes.AALOAD) {
            return super.binaryOperation(instruction, left, right);
        }
        TypedValue arrays = left instanceof TypedValue typed ? typed : TypedValue.of(Generics.OBJECT);
        return TypedValue.of(arrays.mapped(each -> each.kind() != Type.Kind.ARRAY ? Generics.OBJECT
                : Inference.component(each.asArrayType())).types());
    }

    @Override
    public BasicValue naryOperation(AbstractInsnNode instruction, List<? extends BasicValue> values)
            throws AnalyzerException {
        if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            return function(dynamic);
        }
        return instruction instanceof MethodInsnNode call ? call(call, values) : super.naryOperation(instruction, values);
    }

    private BasicValue call(MethodInsnNode call, List<? extends BasicValue> values) {
        org.objectweb.asm.Type descriptor = org.objectweb.asm.Type.getReturnType(call.desc);
        if (call.owner.startsWith("[") && call.name.equals("clone") && values.get(0) instanceof TypedValue array) {
            return TypedValue.of(array.types());
        }
        MethodInfo declared = call.owner.startsWith("[") ? null
                : generics.method(DotName.createSimple(call.owner.replace('/', '.')), call.name, call.desc);
        if (declared == null) {
            return newValue(descriptor);
        }
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        BasicValue receiver = isStatic ? null : values.get(0);
        List<? extends BasicValue> arguments = isStatic ? values : values.subList(1, values.size());
        tellFunction(declared, receiver, arguments);
        CallTypes types = new CallTypes(program, declared, arguments);
        Set<Type> returned = new HashSet<>();
        receivers(receiver).forEach(each -> types.returned(each).forEach(type -> returned.add(orDescriptor(type, descriptor))));
        if (descriptor.getSort() < org.objectweb.asm.Type.ARRAY) {
            return newValue(descriptor);
        }
        TypedValue value = orFollowed(returned, () -> program.returned(declared));
        return value.types().stream().anyMatch(CallTypes::isCollection) ? value.madeBy(call) : value;
    }

    /** A function that is called where it is made, or in what it is passed to. */
    private void tellFunction(MethodInfo called, BasicValue receiver, List<? extends BasicValue> arguments) {
        if (receiver instanceof TypedValue typed && typed.origin() instanceof InvokeDynamicInsnNode function
                && Modifier.isAbstract(called.flags())) {
            List<Type> types = new ArrayList<>();
            for (BasicValue argument : arguments) {
                Set<Type> each = argument instanceof TypedValue value ? value.types() : Set.of();
                types.add(each.size() == 1 ? each.iterator().next() : Generics.OBJECT);
            }
            program.take(function, types);
        }
    }

    private BasicValue function(InvokeDynamicInsnNode dynamic) {
        Handle body = Functions.body(dynamic);
        return body == null ? newValue(org.objectweb.asm.Type.getReturnType(dynamic.desc))
                : TypedValue.of(program.functions().type(dynamic, returned(dynamic, body))).madeBy(dynamic);
    }

    /** Null if it returns no reference. */
    private Type returned(InvokeDynamicInsnNode dynamic, Handle body) {
        org.objectweb.asm.Type descriptor = Functions.signature(dynamic).getReturnType();
        if (descriptor.getSort() < org.objectweb.asm.Type.ARRAY) {
            return null;
        }
        Type erased = Signatures.type(descriptor);
        if (generics.isComplete(erased)) {
            return erased;
        }
        DotName owner = DotName.createSimple(body.getOwner().replace('/', '.'));
        MethodInfo method = body.getName().equals("<init>") || body.getOwner().startsWith("[") ? null
                : generics.method(owner, body.getName(), body.getDesc());
        if (method == null) {
            return erased;
        }
        Type declared = orDescriptor(ofReference(dynamic, method), descriptor);
        TypedValue returned = generics.isComplete(declared) ? null : program.returned(method);
        return returned == null || returned.types().isEmpty() ? declared
                : returned.types().stream().reduce(generics::common).orElseThrow();
    }

    /** The return type of a method that is referred to, as its receiver and the arguments say. */
    private Type ofReference(InvokeDynamicInsnNode dynamic, MethodInfo referred) {
        Inference inference = new Inference(generics, referred.typeParameters());
        org.objectweb.asm.Type[] arguments = Functions.signature(dynamic).getArgumentTypes();
        if (arguments.length == referred.parametersCount()) {
            for (int i = 0; i < arguments.length; i++) {
                inference.pass(Generics.withoutWildcards(referred.parameterType(i)), Signatures.type(arguments[i]));
            }
        }
        Map<String, Type> bindings = generics.bindings(program.functions().receiver(dynamic),
                referred.declaringClass().name());
        return inference.solve(Generics.substitute(referred.returnType(), bindings)).iterator().next();
    }

    static Type orDescriptor(Type generic, org.objectweb.asm.Type descriptor) {
        return generic == null || generic.kind() == Type.Kind.TYPE_VARIABLE || generic.equals(Generics.OBJECT)
                ? Signatures.type(descriptor)
                : generic;
    }

    @Override
    public BasicValue merge(BasicValue one, BasicValue other) {
        if (one.equals(other)) {
            return one;
        }
        return one instanceof TypedValue left && other instanceof TypedValue right ? merged(generics, left, right)
                : BasicValue.UNINITIALIZED_VALUE;
    }

    static TypedValue merged(Generics generics, TypedValue left, TypedValue right) {
        Set<Type> types = new HashSet<>(left.types());
        types.addAll(right.types());
        TypedValue merged = left.withTypes(types).withConstants(left.constants().or(right.constants()))
                .madeBy(left.origin() == right.origin() ? left.origin() : null);
        return left.isWidened() || right.isWidened() || types.size() > MOST
                ? merged.widened(types.stream().reduce(generics::common).map(Set::of).orElse(Set.of()))
                : merged;
    }
}
