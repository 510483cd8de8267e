package io.quarkiverse.kafkaproducer.deployment.calls;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/** Finds the properties that Jackson writes of an object. */
final class Properties {

    private static final DotName IGNORE = DotName.createSimple(JsonIgnore.class);
    private static final DotName SERIALIZE = DotName.createSimple(JsonSerialize.class);
    private static final Set<DotName> WRITE = Set.of(DotName.createSimple(JsonProperty.class),
            DotName.createSimple(JsonGetter.class), DotName.createSimple(JsonValue.class),
            DotName.createSimple(JsonAnyGetter.class));

    /**
     * A property of a class.
     *
     * @param member the field or the method
     * @param isWritten whether it is, unless the application's mapper looks at fields that are private, too
     */
    record Property(String name, Type type, AnnotationTarget member, boolean isWritten) {

        /** A type variable is what the arguments of its class are, and an annotation may say as what it is written. */
        boolean isAnything(Generics generics) {
            return !generics.isComplete(type) && !hasVariable(type) && !member.hasDeclaredAnnotation(SERIALIZE);
        }

        private static boolean hasVariable(Type type) {
            return switch (type.kind()) {
                case TYPE_VARIABLE, UNRESOLVED_TYPE_VARIABLE, TYPE_VARIABLE_REFERENCE -> true;
                case ARRAY -> hasVariable(type.asArrayType().elementType());
                case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().stream().anyMatch(Property::hasVariable);
                case WILDCARD_TYPE -> hasVariable(type.asWildcardType().extendsBound());
                default -> false;
            };
        }
    }

    private final Program program;

    Properties(Program program) {
        this.program = program;
    }

    /** Returns the properties of a class. Those of an enum's constants do no harm. */
    List<Property> of(ClassInfo info) {
        List<Property> properties = new ArrayList<>();
        for (FieldInfo field : info.fields()) {
            if (!Modifier.isStatic(field.flags()) && !Modifier.isTransient(field.flags()) && !field.isSynthetic()
                    && !field.isEnumConstant() && !field.hasDeclaredAnnotation(IGNORE) && !isIgnored(info, field.name())) {
                boolean isWritten = Modifier.isPublic(field.flags()) || info.isRecord() || isAnnotated(field);
                properties.add(new Property(field.name(), field.type(), field, isWritten));
            }
        }
        for (MethodInfo method : info.methods()) {
            if (isGetter(info, method) && !method.hasDeclaredAnnotation(IGNORE)) {
                properties.add(new Property(method.name(), method.returnType(), method, true));
            }
        }
        return properties;
    }

    /** Returns whether the field's getter is ignored. */
    private static boolean isIgnored(ClassInfo info, String field) {
        String getter = "get" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
        return info.methods().stream().anyMatch(method -> method.parametersCount() == 0
                && (method.name().equals(getter) || method.name().equals(field)) && method.hasDeclaredAnnotation(IGNORE));
    }

    private static boolean isGetter(ClassInfo info, MethodInfo method) {
        if (method.parametersCount() != 0 || Modifier.isStatic(method.flags()) || method.isSynthetic()
                || method.returnType().kind() == Type.Kind.VOID) {
            return false;
        }
        if (isAnnotated(method)) {
            return true;
        }
        RecordComponentInfo component = info.isRecord() ? info.recordComponent(method.name()) : null;
        return component == null && Modifier.isPublic(method.flags())
                && (isPrefixed(method.name(), "get") || isPrefixed(method.name(), "is"));
    }

    private static boolean isPrefixed(String name, String prefix) {
        return name.startsWith(prefix) && name.length() > prefix.length()
                && !Character.isLowerCase(name.charAt(prefix.length()));
    }

    private static boolean isAnnotated(AnnotationTarget member) {
        return WRITE.stream().anyMatch(member::hasDeclaredAnnotation);
    }

    /** Returns the types that the application puts into a property; null if they are not known. */
    Set<Type> values(Property property) {
        TypedValue values = property.member().kind() == AnnotationTarget.Kind.FIELD
                ? program.stored(property.member().asField())
                : program.returned(property.member().asMethod());
        return values == null ? null : values.types();
    }
}
