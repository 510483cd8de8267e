package io.quarkiverse.kafkaproducer.deployment;

import java.util.Optional;
import java.util.function.Predicate;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.deployment.calls.Classes;
import io.quarkiverse.kafkaproducer.deployment.calls.SendCall;
import io.quarkiverse.kafkaproducer.deployment.calls.SendCalls;
import io.quarkiverse.kafkaproducer.runtime.send.SendPath;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.TestClassPredicateBuildItem;

/** Reads where the application sends, and checks the topics that are constants there. */
class SendCallsProcessor {

    private static final String OWN = Producer.class.getPackageName() + ".runtime.";

    @BuildStep
    SendCallsBuildItem find(CombinedIndexBuildItem index) {
        Classes classes = new Classes(index.getIndex(), Thread.currentThread().getContextClassLoader());
        return new SendCallsBuildItem(classes, SendCalls.find(classes, name -> !name.toString().startsWith(OWN)));
    }

    /** A test may well want to see what comes of a wrong name. */
    @BuildStep
    void checkTopics(SendCallsBuildItem found, Optional<TestClassPredicateBuildItem> tests,
            BuildProducer<WrongUseBuildItem> wrong) {
        Predicate<String> isTest = tests.map(TestClassPredicateBuildItem::getPredicate).orElse(name -> false)
                .or(name -> usesJUnit(found.classes().get(DotName.createSimple(name))));
        for (SendCall call : found.calls()) {
            if (!isTest.test(call.className())) {
                call.topics().forEach(topic -> check(topic, call, wrong));
            }
        }
    }

    /** Not every way to run a test says which classes are tests. */
    private static boolean usesJUnit(ClassInfo info) {
        return info.annotationsMap().keySet().stream().anyMatch(annotation -> annotation.toString().startsWith("org.junit."));
    }

    private static void check(String topic, SendCall call, BuildProducer<WrongUseBuildItem> wrong) {
        try {
            SendPath.checkTopic(topic);
        } catch (IllegalArgumentException e) {
            wrong.produce(new WrongUseBuildItem("The topic of the send at " + call.where() + ": " + e.getMessage()));
        }
    }
}
