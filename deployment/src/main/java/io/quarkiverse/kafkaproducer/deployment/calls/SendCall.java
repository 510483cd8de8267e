package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.List;
import java.util.Set;

import org.jboss.jandex.Type;

/**
 * A place in the byte code where something is sent.
 *
 * @param className its class
 * @param where as in a stack trace: {@code org.acme.Orders.place(Orders.java:42)}
 * @param topics the constants that the topic may be; empty if it is none
 * @param values what is sent, as far as it is known statically; a null is nothing
 */
public record SendCall(String className, String where, Set<String> topics, List<Type> values) {
}
