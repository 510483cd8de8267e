package org.acme.patterns;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.acme.orders.Order;
import org.apache.kafka.clients.consumer.ConsumerRecord;

// tag::all[]
public class PaymentDesk {

    private final ProcessedEvents processed;
    private final Consumer<Order> pay;

    public PaymentDesk(ProcessedEvents processed, Consumer<Order> pay) {
        this.processed = processed;
        this.pay = pay;
    }

    public void consume(ConsumerRecord<String, Order> record) {
        String eventId = new String(record.headers().lastHeader("event-id").value(), StandardCharsets.UTF_8);
        if (processed.add(eventId)) { // <1>
            pay.accept(record.value());
        }
    }
}
// end::all[]
