package io.quarkiverse.kafkaproducer.runtime.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

class ApplicationClassesTest {

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final ApplicationClasses classes = new ApplicationClasses();

    private static ClassLoader loaderOfThread() {
        return Thread.currentThread().getContextClassLoader();
    }

    @Test
    void aThreadWithoutAClassLoaderHasThatOfTheApplicationMeanwhile() throws InterruptedException {
        CompletableFuture<ClassLoader> within = new CompletableFuture<>();
        CompletableFuture<ClassLoader> after = new CompletableFuture<>();
        Thread foreign = new Thread(() -> {
            within.complete(classes.call(ApplicationClassesTest::loaderOfThread));
            after.complete(loaderOfThread());
        });
        foreign.setContextClassLoader(null);

        foreign.start();
        foreign.join();

        assertThat(within).isCompletedWithValue(loader);
        assertThat(after).isCompletedWithValue(null);
    }

    @Test
    void itGetsItsOwnBackAlsoAfterAFailure() {
        Thread.currentThread().setContextClassLoader(null);
        try {
            assertThatThrownBy(() -> classes.call(() -> {
                throw new IllegalStateException("failed");
            })).hasMessage("failed");
            assertThat(loaderOfThread()).isNull();
        } finally {
            Thread.currentThread().setContextClassLoader(loader);
        }
    }
}
