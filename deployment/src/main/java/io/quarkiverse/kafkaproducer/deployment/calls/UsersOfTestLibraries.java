package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

/** Classes of tests. Not every way to run a test says which they are. */
public final class UsersOfTestLibraries {

    private static final Set<String> ASSERTIONS = Set.of("org.junit.jupiter.api.Assertions", "org.junit.Assert",
            "org.assertj.core.api.Assertions", "org.hamcrest.MatcherAssert", "org.testng.Assert");

    private final Classes classes;
    private final Set<DotName> asserting;

    public UsersOfTestLibraries(Classes classes) {
        this.classes = classes;
        this.asserting = ASSERTIONS.stream().map(DotName::createSimple)
                .flatMap(name -> classes.index().getKnownUsers(name).stream()).map(ClassInfo::name)
                .collect(Collectors.toSet());
    }

    /** Returns whether the class, or one that it is nested in, uses a library for tests. */
    public boolean contain(String name) {
        return Stream.iterate(classes.get(DotName.createSimple(name)), info -> info != null, this::enclosing)
                .anyMatch(info -> asserting.contains(info.name()) || isAnnotated(info));
    }

    private ClassInfo enclosing(ClassInfo info) {
        DotName outer = info.enclosingMethod() != null ? info.enclosingMethod().enclosingClass() : info.enclosingClass();
        return outer == null ? null : classes.get(outer);
    }

    private static boolean isAnnotated(ClassInfo info) {
        return info.annotationsMap().keySet().stream().anyMatch(annotation -> annotation.toString().startsWith("org.junit."));
    }
}
