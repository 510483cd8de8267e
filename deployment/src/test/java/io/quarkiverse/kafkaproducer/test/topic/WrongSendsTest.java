package io.quarkiverse.kafkaproducer.test.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.stream.Stream;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class WrongSendsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(WrongSends.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:1")
            .assertException(WrongSendsTest::assertErrors);

    private static void assertErrors(Throwable failure) {
        Throwable errors = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(DeploymentException.class::isInstance).findFirst().orElseThrow();
        assertThat(errors.getMessage().lines()).filteredOn(line -> line.contains("The topic of the send at ")).hasSize(6);
        assertThat(errors.getSuppressed()).hasSize(6)
                .allMatch(error -> error instanceof DeploymentException && error.getStackTrace().length == 0);
    }

    @Test
    void theBuildToolTellsOfEachWithoutItsOwnStackTrace() {
        fail("should not have been built");
    }
}
