package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;

/** Tells the sends that are wrong whenever they run from those that may be right, as the value is checked before, perhaps. */
public final class IllegalTopics {

    private final TreeMap<String, Set<String>> certain = new TreeMap<>();
    private final TreeMap<String, Set<String>> possible = new TreeMap<>();

    public void add(SendCall call) {
        Set<String> refusals = new TreeSet<>();
        boolean all = !call.topics().others();
        for (String topic : call.topics().constants()) {
            try {
                RecordCheck.checkTopic(topic);
                all = false;
            } catch (IllegalArgumentException e) {
                refusals.add(e.getMessage());
            }
        }
        if (!refusals.isEmpty()) {
            (all && call.certain() ? certain : possible).computeIfAbsent(call.where(), where -> new TreeSet<>())
                    .addAll(refusals);
        }
    }

    /** Messages about the sends to which nothing but an illegal topic comes. */
    public Set<String> certain() {
        Set<String> messages = new TreeSet<>();
        certain.forEach((where, refusals) -> messages.add("The topic of the send at " + where + ": "
                + String.join("; ", refusals)));
        return messages;
    }

    /** Messages about the others, one for a place. */
    public Set<String> possible() {
        Set<String> messages = new TreeSet<>();
        possible.forEach((where, refusals) -> {
            if (!certain.containsKey(where)) {
                messages.add("The topic of the send at " + where + " may be illegal: " + String.join("; ", refusals)
                        + ". If it never is when it is sent, quarkus.kafka-producer.constant-topics.check=off ends this warning");
            }
        });
        return messages;
    }
}
