package io.quarkiverse.kafkaproducer.deployment;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jboss.logging.Logger;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.deployment.ConstantTopicsBuildTimeConfig.Check;
import io.quarkiverse.kafkaproducer.deployment.calls.Classes;
import io.quarkiverse.kafkaproducer.deployment.calls.IllegalTopics;
import io.quarkiverse.kafkaproducer.deployment.calls.SendCalls;
import io.quarkiverse.kafkaproducer.deployment.calls.UsersOfTestLibraries;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.TestClassPredicateBuildItem;

/** Reads where the application sends, and checks the topics that are constants there. */
class SendCallsProcessor {

    private static final Logger LOG = Logger.getLogger(SendCallsProcessor.class);

    /** Packages in the index that are not the application's. */
    private static final Set<String> OTHERS = Set.of(Producer.class.getPackageName() + ".runtime.", "org.apache.kafka.",
            "io.quarkus.", "io.smallrye.");

    @BuildStep
    SendCallsBuildItem find(CombinedIndexBuildItem index) {
        Classes classes = new Classes(index.getIndex(), Thread.currentThread().getContextClassLoader());
        return new SendCallsBuildItem(new SendCalls(classes, name -> OTHERS.stream().noneMatch(name.toString()::startsWith)));
    }

    /** A test may well want to see what comes of a wrong name. */
    @BuildStep
    void checkTopics(ConstantTopicsBuildTimeConfig config, SendCallsBuildItem found,
            Optional<TestClassPredicateBuildItem> tests, BuildProducer<WrongUseBuildItem> wrong) {
        if (config.check() == Check.OFF) {
            return;
        }
        Predicate<String> isTest = tests.map(TestClassPredicateBuildItem::getPredicate).orElse(name -> false)
                .or(new UsersOfTestLibraries(found.sends().classes())::contain);
        IllegalTopics illegal = new IllegalTopics();
        found.sends().calls().stream().filter(call -> !isTest.test(call.className())).forEach(illegal::add);
        if (config.check() == Check.FAIL) {
            illegal.certain().forEach(message -> wrong.produce(new WrongUseBuildItem(message)));
        } else {
            illegal.certain().forEach(LOG::warn);
        }
        illegal.possible().forEach(LOG::warn);
    }
}
