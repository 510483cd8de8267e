package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.jandex.DotName;
import org.objectweb.asm.Type;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaInstance;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerTransaction;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.ReactiveProducerTransaction;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.outbox.Outbox;
import io.quarkiverse.kafkaproducer.outbox.TopicOutbox;

/**
 * A method by which something is sent.
 *
 * @param topic which argument the topic is; -1 if none
 * @param sent which argument says what is sent
 * @param kind what that argument is
 */
record SendMethod(int topic, int sent, Kind kind) {

    enum Kind {
        VALUE,
        /** A collection of values. */
        VALUES,
        RECORD,
        /** A collection or stream of records. */
        RECORDS,
        /** The class of the values. */
        CLASS
    }

    private static final Set<Class<?>> TYPED = Set.of(TopicProducer.class, ReactiveTopicProducer.class,
            TopicOutbox.class);

    /** The types whose methods send. Records for a client made by hand are written as JSON, too. */
    static final Set<Class<?>> FACADES = Stream.concat(TYPED.stream(), Stream.of(Producer.class, ReactiveProducer.class,
            ProducerTransaction.class, ReactiveProducerTransaction.class, CloseableProducer.class,
            KafkaInstance.class, Outbox.class)).collect(Collectors.toSet());

    /** A client made by hand is one of these, wherever it is handed to. */
    static final Set<Class<?>> KAFKAS = Set.of(org.apache.kafka.clients.producer.Producer.class, KafkaProducer.class);

    private static final Set<String> TYPED_NAMES = internalNames(TYPED);
    private static final Set<String> NAMES = Stream.of(FACADES, KAFKAS).flatMap(each -> internalNames(each).stream())
            .collect(Collectors.toSet());
    private static final String RECORD_NAME = Type.getInternalName(ProducerRecord.class);
    static final DotName RECORD = DotName.createSimple(ProducerRecord.class);

    private static Set<String> internalNames(Set<Class<?>> classes) {
        return classes.stream().map(Type::getInternalName).collect(Collectors.toSet());
    }

    static boolean isTyped(String owner) {
        return TYPED_NAMES.contains(owner);
    }

    /** Returns the argument that has the topic, itself or in a record; -1 if none has. */
    int saysTopic() {
        return kind == Kind.RECORD ? sent : topic;
    }

    /** Null if nothing is sent by it. A record that is made is taken for one that is sent: it says what is in it. */
    static SendMethod of(String owner, String name, String descriptor) {
        Type[] arguments = Type.getArgumentTypes(descriptor);
        if (owner.equals(RECORD_NAME) && name.equals("<init>")) {
            // the value comes last, save for headers
            int last = arguments.length - 1;
            return new SendMethod(0, arguments[last].equals(Type.getType(Iterable.class)) ? last - 1 : last, Kind.VALUE);
        }
        if (!NAMES.contains(owner)) {
            return null;
        }
        return switch (name) {
            case "send" -> isTyped(owner) ? new SendMethod(-1, 0, Kind.VALUE)
                    : arguments[0].getInternalName().equals(RECORD_NAME) ? new SendMethod(-1, 0, Kind.RECORD)
                            : new SendMethod(0, 1, Kind.VALUE);
            case "sendAll" -> new SendMethod(-1, 0, isTyped(owner) ? Kind.VALUES : Kind.RECORDS);
            case "topic" -> arguments.length == 2 ? new SendMethod(0, 1, Kind.CLASS) : null;
            default -> null;
        };
    }
}
