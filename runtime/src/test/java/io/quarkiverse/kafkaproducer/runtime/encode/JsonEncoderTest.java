package io.quarkiverse.kafkaproducer.runtime.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.ValueSerializationException;

class JsonEncoderTest {

    private static final String SECRET = "card 4111-1111";

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void valuesAreWrittenByTheMapper() {
        assertThat(json(42)).isEqualTo("42");
        assertThat(json("hello")).isEqualTo("\"hello\"");
        assertThat(json(Map.of("name", "Łukasz ☕"))).isEqualTo("{\"name\":\"Łukasz ☕\"}");
        assertThat(json(new Holder(List.of(1, 2)))).isEqualTo("{\"held\":[1,2]}");
    }

    static class Unregistered {
    }

    @Test
    void aNativeExecutableNamesTheClassThatIsNotRegisteredAndTheCure() {
        Object value = List.of(new Unregistered());

        ValueSerializationException inNative = catchThrowableOfType(ValueSerializationException.class,
                () -> new JsonEncoder(mapper, true).encode("t", new RecordHeaders(), value));
        ValueSerializationException onJvm = catchThrowableOfType(ValueSerializationException.class,
                () -> new JsonEncoder(mapper, false).encode("t", new RecordHeaders(), value));

        assertThat(inNative).hasMessageContaining(
                "set quarkus.kafka-producer.payload-types.include=" + Unregistered.class.getName() + ",");
        assertThat(onJvm.getMessage()).doesNotContain("payload-types");
    }

    @Test
    void whatWritesATypeIsFoundBeforeItsFirstValue() {
        List<Class<?>> found = new ArrayList<>();
        mapper.registerModule(new SimpleModule().setSerializerModifier(new BeanSerializerModifier() {
            @Override
            public JsonSerializer<?> modifySerializer(SerializationConfig config, BeanDescription bean,
                    JsonSerializer<?> serializer) {
                found.add(bean.getBeanClass());
                return serializer;
            }
        }));

        new JsonEncoder(mapper).prepare(Holder.class);

        assertThat(found).contains(Holder.class);
        found.clear();
        assertThat(json(new Holder("text"))).isEqualTo("{\"held\":\"text\"}");
        assertThat(found).doesNotContain(Holder.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
    interface Animal {
    }

    record Cat(int lives) implements Animal {
    }

    static class Page extends ArrayList<Animal> {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whatADeclaredTypeSaysOfElementsIsWritten() {
        ValueEncoder encoder = new JsonEncoder(mapper).forType("java.util.List<" + Animal.class.getName() + ">");
        Page page = new Page();
        page.add(new Cat(9));

        assertThat(json(List.of(new Cat(9)))).as("what the class of the list says").isEqualTo("[{\"lives\":9}]");
        for (List<Animal> one : List.of(List.<Animal> of(new Cat(9)), new ArrayList<Animal>(List.of(new Cat(9))), page)) {
            assertThat(new String(encoder.encode("animals", null, one), StandardCharsets.UTF_8))
                    .isEqualTo("[{\"@type\":\"cat\",\"lives\":9}]");
        }
        assertThat(encoder.encode("animals", null, null)).isNull();
        assertThat(new String(encoder.encode("animals", null, "put in its place"), StandardCharsets.UTF_8))
                .isEqualTo("\"put in its place\"");
    }

    @Test
    void whatADeclaredTypeSaysOfValuesOfAMapIsWritten() {
        ValueEncoder encoder = new JsonEncoder(mapper)
                .forType("java.util.Map<java.lang.String,java.util.List<" + Animal.class.getName() + ">>");

        assertThat(new String(encoder.encode("animals", null, Map.of("a", List.of(new Cat(1)))), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":[{\"@type\":\"cat\",\"lives\":1}]}");
    }

    @Test
    void nullIsATombstoneAndNullNodeIsJsonNull() {
        assertThat(encode(null)).isNull();
        assertThat(json(NullNode.getInstance())).isEqualTo("null");
    }

    @Test
    void aGetterThatThrowsIsNamedAndItsTextIsNot() {
        ValueSerializationException failure = failureOf(new Holder(new Throwing(new IllegalStateException(SECRET))));

        assertThat(failure).hasMessage("A value of type " + Holder.class.getName() + " cannot be written as JSON, at "
                + "held.secret, read from " + Throwing.class.getName() + ".getSecret() (java.lang.IllegalStateException)")
                .hasNoCause().hasNoSuppressedExceptions();
        assertThat(failure.topic()).isEqualTo("orders");
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.retriable()).isFalse();
    }

    @Test
    void theKeysOfMapsAreData() {
        assertThat(pathOf(Map.of(SECRET, new Throwing()))).isEqualTo("[*].secret");
        assertThat(pathOf(new Holder(Map.of(SECRET, new Throwing())))).isEqualTo("held[*].secret");
    }

    @Test
    void aKeyIsDataAlsoWhereItIsNamedLikeAPropertyOfItsContainer() {
        assertThat(pathOf(Map.of("empty", new Throwing()))).isEqualTo("[*].secret");
        assertThat(pathOf(mapper.createObjectNode().putPOJO("nodeType", new Throwing()))).doesNotContain("nodeType");
    }

    @Test
    void theFieldsOfObjectNodesAreData() {
        assertThat(pathOf(mapper.createObjectNode().putPOJO(SECRET, new Throwing()))).doesNotContain(SECRET)
                .endsWith("secret");
    }

    @Test
    void elementsAreNamedByTheirIndex() {
        assertThat(pathOf(Arrays.asList(1, null, new Throwing()))).isEqualTo("[2].secret");
        assertThat(pathOf(new Holder(new Object[] { 1, new Throwing() }))).isEqualTo("held[1].secret");
        assertThat(pathOf(new Holder(List.of(List.of(1, new Throwing()))))).isEqualTo("held[0][1].secret");
    }

    @Test
    void whatAnAnyGetterGivesIsData() {
        assertThat(pathOf(new Holder(new Open()))).isEqualTo("held[*][*].secret");
    }

    @Test
    void propertiesHaveTheNamesThatTheyHaveInJson() {
        assertThat(pathOf(new Renamed(new Throwing()))).isEqualTo("in-json.secret");

        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        assertThat(pathOf(new TwoWords(new Throwing()))).isEqualTo("two_words.secret");
    }

    @Test
    void aValueThatHoldsItselfIsRefused() {
        Holder itself = new Holder(null);
        itself.held = itself;

        assertThat(failureOf(itself)).hasMessageContaining("at held, read from " + Holder.class.getName() + ".held (");
    }

    @Test
    void aCircleIsRefusedInOneShortLine() {
        Holder circle = new Holder(null);
        circle.held = List.of(new Holder(circle));

        assertThat(failureOf(circle).getMessage()).contains("at held[0].held.held[0].held").contains("...")
                .hasSizeLessThan(1000);
    }

    @Test
    void aSerializerThatNeverReturnsIsRefused() {
        assertThat(failureOf(new Bottomless())).hasMessageContaining("StackOverflowError");
    }

    @Test
    void aSerializerThatThrowsIsRefusedAndItsTextIsLeftOut() {
        assertThat(failureOf(new Broken())).hasMessage("A value of type " + Broken.class.getName()
                + " cannot be written as JSON (java.lang.UnsupportedOperationException)");
        assertThat(pathOf(new Holder(new Broken()))).isEqualTo("held");
    }

    @Test
    void aPathThatASerializerMadeUpIsData() {
        assertThat(failureOf(new Inventive())).hasMessageContaining("at [*] (").hasMessageNotContaining(SECRET);
    }

    @Test
    void aTypeWithoutPropertiesIsRefused() {
        assertThat(failureOf(new Object())).hasMessageContaining("java.lang.Object");
        assertThat(pathOf(new Holder(new Object()))).isEqualTo("held");
        assertThat(failureOf(new Holder(new Unreadable()))).hasMessageEndingWith("InvalidDefinitionException for "
                + Unreadable.class.getName() + ")");
    }

    @Test
    void exceptionsThatAreCausesOfEachOtherAreRefusedLikeOthers() {
        RuntimeException one = new IllegalStateException(SECRET);
        one.initCause(new IllegalArgumentException(SECRET, one));

        assertThat(failureOf(new Throwing(one))).hasMessageContaining("at secret, read from ").hasMessageNotContaining(SECRET);
    }

    private byte[] encode(Object value) {
        return new JsonEncoder(mapper).encode("orders", new RecordHeaders(), value);
    }

    private String json(Object value) {
        return new String(encode(value), StandardCharsets.UTF_8);
    }

    private ValueSerializationException failureOf(Object value) {
        ValueSerializationException failure = catchThrowableOfType(ValueSerializationException.class, () -> encode(value));
        assertThat(failure).hasMessageContaining(value.getClass().getName()).hasMessageNotContaining(SECRET);
        return failure;
    }

    private String pathOf(Object value) {
        String message = failureOf(value).getMessage();
        int end = message.indexOf(", read from ");
        return message.substring(message.indexOf(", at ") + 5, end < 0 ? message.lastIndexOf(" (") : end);
    }

    private static class Unreadable {
    }

    public static class Holder {
        public Object held;

        Holder(Object held) {
            this.held = held;
        }
    }

    public static class Throwing {
        private final RuntimeException thrown;

        Throwing() {
            this(new IllegalStateException(SECRET));
        }

        Throwing(RuntimeException thrown) {
            this.thrown = thrown;
        }

        public String getSecret() {
            throw thrown;
        }
    }

    public static class Open {
        @JsonAnyGetter
        public Map<String, Object> others() {
            return Map.of(SECRET, new Throwing());
        }
    }

    public record Renamed(@JsonProperty("in-json") Object inJava) {
    }

    public record TwoWords(Object twoWords) {
    }

    @JsonSerialize(using = Broken.Writer.class)
    public static class Broken {
        static class Writer extends JsonSerializer<Broken> {
            @Override
            public void serialize(Broken value, JsonGenerator out, SerializerProvider serializers) {
                throw new UnsupportedOperationException(SECRET);
            }
        }
    }

    @JsonSerialize(using = Bottomless.Writer.class)
    public static class Bottomless {
        static class Writer extends JsonSerializer<Bottomless> {
            @Override
            public void serialize(Bottomless value, JsonGenerator out, SerializerProvider serializers) {
                serialize(value, out, serializers);
            }
        }
    }

    @JsonSerialize(using = Inventive.Writer.class)
    public static class Inventive {
        static class Writer extends JsonSerializer<Inventive> {
            @Override
            public void serialize(Inventive value, JsonGenerator out, SerializerProvider serializers) throws IOException {
                throw JsonMappingException.wrapWithPath(new IllegalStateException(SECRET), value, SECRET);
            }
        }
    }
}
