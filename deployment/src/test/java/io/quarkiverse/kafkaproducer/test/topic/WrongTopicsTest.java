package io.quarkiverse.kafkaproducer.test.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkus.test.QuarkusUnitTest;

/** Everything that is wrong in one application, as its build tells of all at once. */
class WrongTopicsTest {

    @ApplicationScoped
    @SuppressWarnings("rawtypes")
    public static class Injections {

        @Inject
        @Topic("not a topic")
        TopicProducer<String> illegal;

        @Inject
        @Topic("..")
        Instance<ReactiveTopicProducer<String>> dots;

        @Inject
        @Topic("orders")
        TopicProducer raw;

        @Inject
        @Topic("orders")
        Instance<ReactiveTopicProducer> rawInstance;

        @Inject
        void wildcard(@Topic("orders") TopicProducer<?> wildcard, @Topic("orders") TopicProducer<List<? extends Number>> in) {
        }

        @Inject
        @Topic("orders")
        Producer untyped;
    }

    @Dependent
    public static class TypeVariable<T> {

        @Inject
        @Topic("orders")
        TopicProducer<T> variable;
    }

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Injections.class, TypeVariable.class, WrongSends.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .overrideConfigKey("quarkus.kafka-producer.payload-types.include", "java.util.Map,org.acme.Misspelt")
            .assertException(WrongTopicsTest::assertMessage);

    private static void assertMessage(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof DeploymentException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOf(DeploymentException.class);
        List<String> lines = cause.getMessage().lines().toList();
        String injections = " at " + Injections.class.getName();
        String sends = "The topic of the send at " + WrongSends.class.getName() + ".";
        assertThat(lines).hasSize(15);
        assertThat(lines).anyMatch(line -> line.contains(injections + "#illegal: 'not a topic' is not a legal Kafka topic name")
                && line.contains("other than ASCII alphanumerics, '.', '_' and '-'"));
        assertThat(lines).anyMatch(line -> line.contains(injections + "#dots: '..' is not a legal Kafka topic name"));
        assertThat(lines).anyMatch(line -> line.contains(injections + "#raw: it does not say what it sends"));
        assertThat(lines).anyMatch(line -> line.contains(injections + "#rawInstance: it does not say what it sends"));
        assertThat(lines).anyMatch(line -> line.contains(" at parameter 'wildcard' of " + Injections.class.getName()
                + "#wildcard(): there is a wildcard"));
        assertThat(lines).anyMatch(line -> line.contains(" at parameter 'in' of " + Injections.class.getName()
                + "#wildcard(): there is a wildcard"));
        assertThat(lines).anyMatch(line -> line.contains(injections + "#untyped: a Producer sends to any topic"));
        assertThat(lines).anyMatch(line -> line.contains(TypeVariable.class.getName()
                + "#variable: there is a wildcard or a type variable in it"));
        assertThat(lines).anyMatch(line -> line.startsWith(sends + "literal(WrongSends.java:")
                && line.contains("'literal topic' is not a legal Kafka topic name"));
        assertThat(lines).anyMatch(
                line -> line.startsWith(sends + "constant(") && line.contains("'inlined!'") && line.contains("'no good'"));
        assertThat(lines).anyMatch(line -> line.startsWith(sends + "local(") && line.contains("'local?'"));
        assertThat(lines).anyMatch(line -> line.startsWith(sends + "inATransaction(") && line.contains("'in/lambda'"));
        assertThat(lines).anyMatch(line -> line.startsWith(sends + "inATransaction(")
                && line.contains("'typed in a transaction'"));
        assertThat(lines).anyMatch(line -> line.startsWith("quarkus.kafka-producer.payload-types.include names "
                + "org.acme.Misspelt, which is no class of the application"));
        assertThat(lines).anyMatch(line -> line.startsWith(sends + "record(") && line.contains("''"));
    }

    @Test
    void theBuildNamesEachClassMemberAndRule() {
        fail("should not have been built");
    }
}
