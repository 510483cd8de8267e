package io.quarkiverse.kafkaproducer.runtime.dev;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonAnyFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatTypes;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNullFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonValueFormat;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;

/** Makes a sample of the JSON that an {@link ObjectMapper} writes of a type. No object is made for it. */
final class SampleValue extends JsonFormatVisitorWrapper.Base {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TEXT = "text";

    /** Types that are being written: one that holds itself ends with a null. */
    private final Deque<JavaType> outer;
    private JsonNode sample = NODES.nullNode();

    private SampleValue(Deque<JavaType> outer) {
        this.outer = outer;
    }

    /** @throws JsonProcessingException if the mapper cannot write such values */
    static String of(ObjectMapper mapper, JavaType type) throws JsonProcessingException {
        SampleValue value = new SampleValue(new ArrayDeque<>());
        value.outer.push(type);
        mapper.acceptJsonFormatVisitor(type, value);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value.sample);
    }

    private JsonNode inner(JsonFormatVisitable visitable, JavaType type) throws JsonMappingException {
        if (outer.contains(type)) {
            return NODES.nullNode();
        }
        SampleValue inner = new SampleValue(outer);
        inner.setProvider(getProvider());
        outer.push(type);
        try {
            visitable.acceptJsonFormatVisitor(inner, type);
        } finally {
            outer.pop();
        }
        return inner.sample;
    }

    @Override
    public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
        ObjectNode object = NODES.objectNode();
        sample = object;
        return new JsonObjectFormatVisitor.Base(getProvider()) {
            @Override
            public void property(BeanProperty property) throws JsonMappingException {
                object.set(property.getName(), inner(serializer(property), property.getType()));
            }

            @Override
            public void optionalProperty(BeanProperty property) throws JsonMappingException {
                property(property);
            }

            @Override
            public void property(String name, JsonFormatVisitable handler, JavaType inner) throws JsonMappingException {
                object.set(name, inner(handler, inner));
            }

            @Override
            public void optionalProperty(String name, JsonFormatVisitable handler, JavaType inner)
                    throws JsonMappingException {
                property(name, handler, inner);
            }

            private JsonSerializer<Object> serializer(BeanProperty property) throws JsonMappingException {
                JsonSerializer<Object> own = property instanceof BeanPropertyWriter writer ? writer.getSerializer() : null;
                return own == null ? getProvider().findValueSerializer(property.getType(), property) : own;
            }
        };
    }

    @Override
    public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
        ArrayNode array = NODES.arrayNode();
        sample = array;
        return new JsonArrayFormatVisitor.Base(getProvider()) {
            @Override
            public void itemsFormat(JsonFormatVisitable handler, JavaType element) throws JsonMappingException {
                array.add(inner(handler, element));
            }

            @Override
            public void itemsFormat(JsonFormatTypes format) {
                array.add(ofFormat(format));
            }
        };
    }

    private static JsonNode ofFormat(JsonFormatTypes format) {
        return switch (format) {
            case STRING -> NODES.textNode(TEXT);
            case NUMBER -> NODES.numberNode(1.0);
            case INTEGER -> NODES.numberNode(1);
            case BOOLEAN -> NODES.booleanNode(true);
            default -> NODES.nullNode();
        };
    }

    @Override
    public JsonMapFormatVisitor expectMapFormat(JavaType type) {
        ObjectNode map = NODES.objectNode();
        sample = map;
        return new JsonMapFormatVisitor.Base(getProvider()) {
            @Override
            public void valueFormat(JsonFormatVisitable handler, JavaType value) throws JsonMappingException {
                map.set("key", inner(handler, value));
            }
        };
    }

    @Override
    public JsonStringFormatVisitor expectStringFormat(JavaType type) {
        sample = NODES.textNode(TEXT);
        return new JsonStringFormatVisitor.Base() {
            @Override
            public void format(JsonValueFormat format) {
                sample = NODES.textNode(switch (format) {
                    case DATE_TIME -> "2026-01-31T12:00:00Z";
                    case DATE -> "2026-01-31";
                    case TIME -> "12:00:00";
                    case UUID -> "00000000-0000-0000-0000-000000000000";
                    case EMAIL -> "user@example.com";
                    case URI -> "http://localhost";
                    default -> TEXT;
                });
            }

            @Override
            public void enumTypes(Set<String> names) {
                if (!names.isEmpty()) {
                    sample = NODES.textNode(names.iterator().next());
                }
            }
        };
    }

    @Override
    public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
        sample = NODES.numberNode(1.0);
        return new JsonNumberFormatVisitor.Base();
    }

    @Override
    public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
        sample = NODES.numberNode(1);
        return new JsonIntegerFormatVisitor.Base();
    }

    @Override
    public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
        sample = NODES.booleanNode(true);
        return new JsonBooleanFormatVisitor.Base();
    }

    @Override
    public JsonNullFormatVisitor expectNullFormat(JavaType type) {
        return new JsonNullFormatVisitor.Base();
    }

    @Override
    public JsonAnyFormatVisitor expectAnyFormat(JavaType type) {
        sample = NODES.objectNode();
        return new JsonAnyFormatVisitor.Base();
    }
}
