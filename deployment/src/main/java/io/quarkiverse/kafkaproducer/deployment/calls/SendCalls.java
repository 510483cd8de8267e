package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

import io.quarkiverse.kafkaproducer.KafkaInstance;

/** Finds the places where an application sends, in the byte code of its classes that use a producer. */
public final class SendCalls {

    private final Classes classes;
    private final Program program;
    private final List<SendCall> calls = new ArrayList<>();

    /** @param include which classes are the application's own */
    public SendCalls(Classes classes, Predicate<DotName> include) {
        this.classes = classes;
        this.program = new Program(classes, include);
        for (DotName user : users(include)) {
            ClassCode code = program.code(user);
            if (code != null) {
                calls.addAll(new ClassCalls(program, code).find());
            }
        }
    }

    private Set<DotName> users(Predicate<DotName> include) {
        Set<DotName> users = new TreeSet<>();
        SendMethod.FACADES.forEach(facade -> addUsers(include, facade, users));
        if (classes.index().getKnownUsers(KafkaInstance.class).stream().anyMatch(user -> include.test(user.name()))) {
            SendMethod.KAFKAS.forEach(facade -> addUsers(include, facade, users));
        }
        return users;
    }

    private void addUsers(Predicate<DotName> include, Class<?> facade, Set<DotName> users) {
        for (ClassInfo user : classes.index().getKnownUsers(facade)) {
            if (include.test(user.name())) {
                users.add(user.name());
            }
        }
    }

    public Classes classes() {
        return classes;
    }

    /** Returns the calls by class, in the order of the byte code. */
    public List<SendCall> calls() {
        return calls;
    }

    /** @param ignored what needs no registration, nor anything in it */
    public PayloadTypes payloadTypes(Predicate<DotName> ignored) {
        return new PayloadTypes(classes, program, ignored);
    }
}
