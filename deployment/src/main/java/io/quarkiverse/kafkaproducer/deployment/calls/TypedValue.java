package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jboss.jandex.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * A reference on the stack or in a local variable: what types it may have, and which constants it may be. The constants of a
 * {@code ProducerRecord} are those that its topic may be.
 */
final class TypedValue extends BasicValue {

    private final Set<Type> types;
    private final Topics constants;
    private final boolean widened;
    private final AbstractInsnNode origin;

    private TypedValue(Set<Type> types, Topics constants, boolean widened, AbstractInsnNode origin) {
        super(BasicValue.REFERENCE_VALUE.getType());
        this.types = types;
        this.constants = constants;
        this.widened = widened;
        this.origin = origin;
    }

    static TypedValue of(Type type) {
        return of(Set.of(type));
    }

    static TypedValue of(Set<Type> types) {
        return new TypedValue(types, Topics.UNKNOWN, false, null);
    }

    static TypedValue ofNull() {
        return new TypedValue(Set.of(), Topics.NONE, false, null);
    }

    static TypedValue constant(Type type, String text) {
        return new TypedValue(Set.of(type), Topics.of(text), false, null);
    }

    TypedValue withTypes(Set<Type> other) {
        return new TypedValue(other, constants, widened, origin);
    }

    TypedValue mapped(UnaryOperator<Type> mapping) {
        Set<Type> mapped = new HashSet<>();
        types.forEach(each -> mapped.add(mapping.apply(each)));
        return withTypes(mapped);
    }

    TypedValue withConstants(Topics other) {
        return new TypedValue(types, other, widened, origin);
    }

    TypedValue widened(Set<Type> other) {
        return new TypedValue(other, constants, true, origin);
    }

    TypedValue madeBy(AbstractInsnNode instruction) {
        return new TypedValue(types, constants, widened, instruction);
    }

    /** The instruction by which it was made; null if it may come from elsewhere. */
    AbstractInsnNode origin() {
        return origin;
    }

    /** None for a null. */
    Set<Type> types() {
        return types;
    }

    Topics constants() {
        return constants;
    }

    /** Returns whether it stands for more types than are told apart. */
    boolean isWidened() {
        return widened;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedValue value && types.equals(value.types) && constants.equals(value.constants)
                && widened == value.widened && origin == value.origin;
    }

    @Override
    public int hashCode() {
        return types.hashCode() + 31 * constants.hashCode();
    }
}
