package io.quarkiverse.kafkaproducer.runtime.encode;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;

/**
 * The path to a property in a value, in words that hold none of its data: declared properties by name, elements by index, and
 * other names, such as the keys of a map, as a star.
 */
final class PropertyPath {

    /** The path to a fault in a circle goes round until Jackson's limit of depth, a thousand steps. */
    private static final int MOST_STEPS = 20;

    private final SerializationConfig config;

    PropertyPath(SerializationConfig config) {
        this.config = config;
    }

    String of(List<Reference> references) {
        StringBuilder path = new StringBuilder();
        for (Reference reference : references.subList(0, Math.min(references.size(), MOST_STEPS))) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else if (isDeclared(reference)) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            } else {
                path.append("[*]");
            }
        }
        return path.append(references.size() > MOST_STEPS ? "..." : "").toString();
    }

    /** Returns the getter or the field that the last step reads, with its class; null if that is not a declared property. */
    String accessor(List<Reference> references) {
        Reference last = references.get(references.size() - 1);
        AnnotatedMember member = declared(last).map(BeanPropertyDefinition::getAccessor).orElse(null);
        return member == null ? null
                : member.getDeclaringClass().getName() + '.' + member.getName()
                        + (member instanceof AnnotatedMethod ? "()" : "");
    }

    private boolean isDeclared(Reference reference) {
        return declared(reference).isPresent();
    }

    private Optional<BeanPropertyDefinition> declared(Reference reference) {
        Object from = reference.getFrom();
        // a map or a tree has properties, too, "empty" for one, but none of them is written
        if (from == null || from instanceof Map || from instanceof TreeNode) {
            return Optional.empty();
        }
        Class<?> type = from instanceof Class<?> itself ? itself : from.getClass();
        BeanDescription bean = config.introspect(config.constructType(type));
        return bean.findProperties().stream().filter(property -> property.getName().equals(reference.getFieldName()))
                .findFirst();
    }
}
