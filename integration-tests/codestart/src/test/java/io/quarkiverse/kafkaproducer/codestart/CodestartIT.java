package io.quarkiverse.kafkaproducer.codestart;

import static io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog.Language.JAVA;
import static io.quarkus.devtools.testing.SnapshotTesting.checkContains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.devtools.testing.codestarts.QuarkusCodestartTest;

class CodestartIT {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);
    /** Generous: much may have to be downloaded, and others may want the processor. How long it took is printed. */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);
    private static final Duration END_LIMIT = Duration.ofMinutes(1);
    private static final String ORDER = """
            {"id": "ORD-001", "userId": "user-123", "amount": 99.99}
            """;

    static {
        ApplicationRepository.use();
    }

    @RegisterExtension
    static final QuarkusCodestartTest CODESTART = QuarkusCodestartTest.builder()
            .setupStandaloneExtensionTest("io.quarkiverse.kafkaproducer:quarkus-kafka-producer")
            .languages(JAVA)
            .build();

    @BeforeAll
    static void completeRepository() throws Exception {
        ApplicationRepository.complete();
    }

    @Test
    void codeAndTestsAreGenerated() throws Throwable {
        CODESTART.checkGeneratedSource("org.acme.Order");
        CODESTART.checkGeneratedSource("org.acme.Receipt");
        CODESTART.checkGeneratedSource("org.acme.OrderResource");
        CODESTART.checkGeneratedTestSource("org.acme.OrderResourceTest");
        CODESTART.checkGeneratedTestSource("org.acme.OrderResourceIT");
        CODESTART.checkGeneratedTestSource("org.acme.OrderWithoutBrokerTest");
        CODESTART.assertThatGeneratedTreeMatchSnapshots(JAVA, "src");
        CODESTART.assertThatGeneratedFile(JAVA, "README.md")
                .satisfies(checkContains("## Kafka Producer"))
                .satisfies(checkContains("curl -H 'Content-Type: application/json' -d '{\"id\": \"ORD-001\""));
        CODESTART.assertThatGeneratedFile(JAVA, "pom.xml")
                .satisfies(checkContains("<artifactId>quarkus-kafka-producer</artifactId>"))
                .satisfies(checkContains("<artifactId>quarkus-rest-jackson</artifactId>"));
    }

    @Test
    void theApplicationBuildsAndItsTestsPass() throws Throwable {
        Path application = CODESTART.getProjectWithRealDataDir(JAVA).toAbsolutePath();
        MavenCommand maven = new MavenCommand(MavenCommand.OF_THIS_BUILD, application,
                application.resolveSibling("package.log"));

        Process process = maven.start("package", "-Dquarkus.http.test-port=0");

        assertThat(process.waitFor(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(maven::output).isZero();
        assertThat(maven.output()).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(application.resolve("target/quarkus-app/quarkus-run.jar")).exists();
    }

    @Test
    void devModeSendsAtOnceAndLeavesNoBrokerAfterCtrlC() throws Throwable {
        try (DevMode devMode = new DevMode(newApplication("interrupted"))) {
            firstSend(devMode);

            devMode.pressCtrlC();

            assertNothingIsLeft(devMode);
        }
    }

    /** The broker's own tests kill its parent, too. */
    @Test
    @EnabledIfSystemProperty(named = "codestart.thorough", matches = "true", disabledReason = "only with -Pthorough")
    void devModeLeavesNoBrokerWhenItIsKilled() throws Throwable {
        try (DevMode devMode = new DevMode(newApplication("killed"))) {
            firstSend(devMode);

            devMode.kill();

            assertNothingIsLeft(devMode);
        }
    }

    /** Nothing of it has been built. */
    private static Path newApplication(String name) throws Throwable {
        Path generated = CODESTART.getProjectWithRealDataDir(JAVA).toAbsolutePath();
        Path application = generated.resolveSibling(name);
        FileUtils.copyDirectory(generated.toFile(), application.toFile(),
                file -> !file.equals(generated.resolve("target").toFile()));
        return application;
    }

    private static void firstSend(DevMode devMode) throws Exception {
        HttpResponse<String> answer = devMode.firstAnswer(ORDER, ANSWER_LIMIT);
        System.out.printf("mvn quarkus:dev: an order was sent and acknowledged %.1f s after the command%n",
                devMode.age().toMillis() / 1e3);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"topic\":\"orders\"").contains("\"offset\":0");
        assertThat(devMode.broker().isAlive()).isTrue();
        assertThat(devMode.brokerDirectories()).hasSize(1);
    }

    private static void assertNothingIsLeft(DevMode devMode) {
        devMode.awaitEnd(END_LIMIT);
        await().atMost(END_LIMIT).untilAsserted(() -> assertThat(devMode.brokerDirectories()).isEmpty());
    }
}
