package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jboss.jandex.ArrayType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
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
    private static final int MOST = 8;

    private static final DotName CLASS = DotName.createSimple(Class.class);

    private final MethodNode method;
    private final Map<Integer, BasicValue> parameters;
    private final Generics generics;

    /** @param parameters by local variable, those of which more is known than the descriptor says */
    TypeInterpreter(MethodNode method, Map<Integer, BasicValue> parameters, Generics generics) {
        super(Opcodes.ASM9);
        this.method = method;
        this.parameters = parameters;
        this.generics = generics;
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
        return super.newOperation(instruction);
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value) throws AnalyzerException {
        return instruction.getOpcode() == Opcodes.ALOAD && value instanceof TypedValue typed
                ? declared((VarInsnNode) instruction, typed)
                : value;
    }

    /** With the type arguments that the variable is declared with, where the value itself does not tell. */
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
        return value.mapped(type -> generics.isComplete(type) ? type : declared);
    }

    @Override
    public BasicValue unaryOperation(AbstractInsnNode instruction, BasicValue value) throws AnalyzerException {
        return switch (instruction.getOpcode()) {
            case Opcodes.GETFIELD -> field((FieldInsnNode) instruction, value);
            case Opcodes.CHECKCAST -> cast(org.objectweb.asm.Type.getObjectType(((TypeInsnNode) instruction).desc), value);
            default -> super.unaryOperation(instruction, value);
        };
    }

    /** What is more exact than the cast stays as it is. */
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
        DotName owner = DotName.createSimple(org.objectweb.asm.Type.getObjectType(field.owner).getClassName());
        return throughReceiver(receiver, type, each -> generics.fieldType(owner, field.name, each));
    }

    @Override
    public BasicValue binaryOperation(AbstractInsnNode instruction, BasicValue left, BasicValue right)
            throws AnalyzerException {
        if (instruction.getOpcode() != Opcodes.AALOAD) {
            return super.binaryOperation(instruction, left, right);
        }
        TypedValue arrays = left instanceof TypedValue typed ? typed : TypedValue.of(Generics.OBJECT);
        return TypedValue.of(arrays.mapped(each -> each.kind() != Type.Kind.ARRAY ? Generics.OBJECT
                : component(each.asArrayType())).types());
    }

    private static Type component(ArrayType array) {
        return array.deepDimensions() == 1 ? array.elementType()
                : ArrayType.create(array.elementType(), array.deepDimensions() - 1);
    }

    @Override
    public BasicValue naryOperation(AbstractInsnNode instruction, List<? extends BasicValue> values)
            throws AnalyzerException {
        if (!(instruction instanceof MethodInsnNode call)) {
            return super.naryOperation(instruction, values);
        }
        org.objectweb.asm.Type type = org.objectweb.asm.Type.getReturnType(call.desc);
        if (type.getSort() < org.objectweb.asm.Type.ARRAY || call.owner.startsWith("[")) {
            return newValue(type);
        }
        DotName owner = DotName.createSimple(org.objectweb.asm.Type.getObjectType(call.owner).getClassName());
        return throughReceiver(call.getOpcode() == Opcodes.INVOKESTATIC ? null : values.get(0), type,
                each -> generics.returnType(owner, call.name, call.desc, each));
    }

    /** The type of a member for each type that its receiver may have. */
    private BasicValue throughReceiver(BasicValue receiver, org.objectweb.asm.Type descriptor, UnaryOperator<Type> member) {
        if (!(receiver instanceof TypedValue typed) || typed.types().isEmpty()) {
            return generic(descriptor, member.apply(null));
        }
        return typed.mapped(each -> orDescriptor(member.apply(each), descriptor)).withConstants(Topics.UNKNOWN);
    }

    static BasicValue generic(org.objectweb.asm.Type descriptor, Type generic) {
        Type type = orDescriptor(generic, descriptor);
        return type.kind() == Type.Kind.PRIMITIVE ? new BasicValue(descriptor) : TypedValue.of(type);
    }

    private static Type orDescriptor(Type generic, org.objectweb.asm.Type descriptor) {
        return generic == null || generic.kind() == Type.Kind.TYPE_VARIABLE || generic.equals(Generics.OBJECT)
                ? Signatures.type(descriptor)
                : generic;
    }

    @Override
    public BasicValue merge(BasicValue one, BasicValue other) {
        if (one.equals(other)) {
            return one;
        }
        if (!(one instanceof TypedValue left) || !(other instanceof TypedValue right)) {
            return BasicValue.UNINITIALIZED_VALUE;
        }
        Set<Type> types = new HashSet<>(left.types());
        types.addAll(right.types());
        TypedValue merged = left.withTypes(types).withConstants(left.constants().or(right.constants()));
        return left.isWidened() || right.isWidened() || types.size() > MOST
                ? merged.widened(types.stream().reduce(generics::common).map(Set::of).orElse(Set.of()))
                : merged;
    }
}
