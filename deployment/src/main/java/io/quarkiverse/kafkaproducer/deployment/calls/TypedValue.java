package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.Set;

import org.jboss.jandex.Type;
import org.objectweb.asm.tree.analysis.BasicValue;

/** A reference on the stack or in a local variable: what types it may have, and which constants it may be. */
final class TypedValue extends BasicValue {

    private final Set<Type> types;
    private final Set<String> constants;
    private final boolean widened;

    /**
     * @param types none for a null
     * @param widened whether it stands for more types than are told apart
     */
    TypedValue(Set<Type> types, Set<String> constants, boolean widened) {
        super(BasicValue.REFERENCE_VALUE.getType());
        this.types = types;
        this.constants = constants;
        this.widened = widened;
    }

    static TypedValue of(Type type) {
        return new TypedValue(Set.of(type), Set.of(), false);
    }

    Set<Type> types() {
        return types;
    }

    Set<String> constants() {
        return constants;
    }

    boolean isWidened() {
        return widened;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedValue value && types.equals(value.types) && constants.equals(value.constants)
                && widened == value.widened;
    }

    @Override
    public int hashCode() {
        return types.hashCode() + 31 * constants.hashCode();
    }
}
