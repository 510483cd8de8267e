package io.quarkiverse.kafkaproducer.deployment.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;

import io.quarkiverse.kafkaproducer.Producer;

/** Registration of the classes that are sent. */
class PayloadTypesTest {

    record Ordered(String id, Amount amount) {
    }

    record Amount(long cents) {
    }

    record Refunded(String id) {
    }

    record Event(String type, Object payload) {
    }

    static class Bean {

        private List<?> items;
        private Map<String, Object> attributes;

        public List<?> getItems() {
            return items;
        }

        public void setItems(List<?> items) {
            this.items = items;
        }

        public Map<String, Object> getAttributes() {
            return attributes;
        }
    }

    interface HasId {

        String getId();
    }

    abstract static class Entity implements HasId, Serializable {

        public Secret secret;

        @Override
        public String getId() {
            return "";
        }
    }

    record Secret(String text) {
    }

    static class Customer extends Entity {

        private transient Session session;

        public Session session() {
            return session;
        }

        @JsonIgnore
        public Session getSession() {
            return session;
        }
    }

    static class Account extends Entity {

        public AccountDetails details;
    }

    record AccountDetails(String text) {
    }

    record Session(String token) {
    }

    sealed interface Shape permits Circle, Square {
    }

    record Circle(int radius) implements Shape {
    }

    record Square(int side) implements Shape {
    }

    record Drawing(List<Shape> shapes) {
    }

    @JsonSerialize(converter = ToView.class)
    record Converted(String id) {
    }

    static class ToView extends StdConverter<Converted, View> {

        @Override
        public View convert(Converted value) {
            return new View(value.id());
        }
    }

    record View(String id) {
    }

    record WithAs(@JsonSerialize(as = Written.class) Object value, @JsonSerialize(contentAs = Element.class) List<?> values) {
    }

    interface Written {
    }

    interface Element {
    }

    static class Code {

        @JsonValue
        Coded coded() {
            return new Coded("1");
        }
    }

    record Coded(String code) {
    }

    static class SendsEvents {

        Producer producer;

        void ordered(Ordered ordered) {
            producer.send("events", new Event("ordered", ordered));
        }

        void refunded(Refunded refunded) {
            producer.send("events", new Event("refunded", refunded));
        }
    }

    static class SendsReadEvents {

        Producer producer;

        void send(Event event) {
            producer.send("events", event);
        }
    }

    static class SendsBeans {

        Producer producer;

        void send(List<Ordered> items) {
            Bean bean = new Bean();
            bean.setItems(items);
            producer.send("beans", bean);
        }
    }

    static class SendsCustomers {

        Producer producer;

        void send(Customer customer) {
            producer.send("customers", customer);
        }
    }

    static class SendsOthers {

        Producer producer;

        void send(Drawing drawing, Converted converted, WithAs as, Code code) {
            producer.send("others", drawing);
            producer.send("others", converted);
            producer.send("others", as);
            producer.send("others", code);
        }
    }

    @Test
    void aPropertyThatMayBeAnythingIsWhatTheApplicationPutsIntoIt() throws IOException {
        PayloadTypes types = of(SendsEvents.class);

        assertThat(names(types)).containsExactlyInAnyOrder("Event", "Ordered", "Amount", "Refunded");
        assertThat(types.unknown()).isEmpty();
    }

    @Test
    void aPropertyThatMayBeAnythingIsToldOfWhereNobodyKnows() throws IOException {
        PayloadTypes types = of(SendsReadEvents.class);

        assertThat(names(types)).containsExactlyInAnyOrder("Event");
        assertThat(types.unknown()).singleElement().asString().endsWith("$Event.payload: Object");
    }

    @Test
    void settersAreFollowed() throws IOException {
        PayloadTypes types = of(SendsBeans.class);

        assertThat(names(types)).containsExactlyInAnyOrder("Bean", "Ordered", "Amount");
        assertThat(types.unknown()).singleElement().asString().endsWith("$Bean.getAttributes: Map<String, Object>");
    }

    @Test
    void siblingsAreNotInWhatIsSent() throws IOException {
        assertThat(names(of(SendsCustomers.class))).containsExactlyInAnyOrder("Customer", "Entity", "HasId", "Secret");
    }

    @Test
    void whatMayBeThereInsteadAndWhatIsWrittenInsteadAreRegistered() throws IOException {
        PayloadTypes types = of(SendsOthers.class);

        assertThat(names(types)).containsExactlyInAnyOrder("Drawing", "Shape", "Circle", "Square", "Converted", "ToView",
                "StdConverter", "Converter", "View", "WithAs", "Written", "Element", "Code", "Coded");
        assertThat(types.unknown()).isEmpty();
    }

    private static PayloadTypes of(Class<?> sending) throws IOException {
        Set<Class<?>> all = new HashSet<>(Arrays.asList(PayloadTypesTest.class.getDeclaredClasses()));
        all.removeIf(each -> each.getSimpleName().startsWith("Sends"));
        all.add(sending);
        SendCalls sends = new SendCalls(new Classes(Index.of(all.toArray(Class<?>[]::new)),
                PayloadTypesTest.class.getClassLoader()), name -> true);
        PayloadTypes types = sends.payloadTypes(name -> name.toString().startsWith("java."));
        sends.calls().forEach(call -> call.values().forEach(value -> types.add(value, call.where())));
        return types;
    }

    private static Set<String> names(PayloadTypes types) {
        return types.sources().keySet().stream().map(DotName::toString).map(name -> name.replaceAll(".*[.$]", ""))
                .collect(Collectors.toSet());
    }
}
