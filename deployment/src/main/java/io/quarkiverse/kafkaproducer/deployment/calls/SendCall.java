package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.List;

import org.jboss.jandex.Type;

/**
 * A place in the byte code where something is sent, or where a record is made, which may be sent.
 *
 * @param className its class
 * @param where as in a stack trace: {@code org.acme.Orders.place(Orders.java:42)}
 * @param topics what the topic may be
 * @param certain whether it sends to one of these whenever it runs, and nobody there expects a refusal
 * @param values what is sent, as far as it is known statically; a null is nothing
 * @param sends whether it is sent here, and not a record made
 */
public record SendCall(String className, String where, Topics topics, boolean certain, List<Type> values,
        boolean sends) {
}
