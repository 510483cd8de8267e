package io.quarkiverse.kafkaproducer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class WithBrokerTest {

    private static final String SAY_SERVERS = "read line; echo \"$line $KAFKA_BOOTSTRAP_SERVERS\"; exit 7";

    @Test
    void runsACommandWithABroker() throws Exception {
        Process process = TestJvm.start(WithBroker.class, "--", "sh", "-c", SAY_SERVERS + "7");
        BufferedReader output = process.inputReader();
        process.outputWriter().append("input\n").close();
        assertThat(output.readLine()).matches("input 127\\.0\\.0\\.1:\\d+");
        assertThat(process.waitFor()).isEqualTo(77);
        assertThat(output.readLine()).isNull();
        assertThat(process.errorReader().readLine()).isNull();
    }

    @Test
    void takesTheBrokerOfTheEnvironment() throws Exception {
        ProcessBuilder builder = TestJvm.builder(List.of(), WithBroker.class, "sh", "-c", SAY_SERVERS);
        builder.environment().put(WithBroker.VARIABLE, "other:1");
        assertOtherBroker(builder.start());
    }

    @Test
    void takesTheBrokerOfTheProperty() throws Exception {
        assertOtherBroker(TestJvm.builder(List.of("-D" + WithBroker.PROPERTY + "=other:1"), WithBroker.class, "sh", "-c",
                SAY_SERVERS).start());
    }

    private static void assertOtherBroker(Process process) throws Exception {
        process.outputWriter().append("input\n").close();
        assertThat(process.inputReader().readLine()).isEqualTo("input other:1");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void endsTheCommandAndThenTheBroker() throws Exception {
        String command = "trap 'kill -0 $BROKER && echo broker lives; exit' TERM; echo $$; read -r BROKER; "
                + "while :; do read -r _ || sleep 0.1; done";
        Process process = TestJvm.start(WithBroker.class, "sh", "-c", command);
        BufferedReader output = process.inputReader();
        long shell = Long.parseLong(output.readLine());
        List<ProcessHandle> children = process.descendants().toList();
        ProcessHandle broker = process.children().filter(child -> child.pid() != shell).findFirst().orElseThrow();
        process.outputWriter().append(broker.pid() + "\n").flush();
        process.toHandle().destroy();
        assertThat(output.readLine()).isEqualTo("broker lives");
        assertThat(process.waitFor()).isEqualTo(143);
        await().atMost(Duration.ofSeconds(10)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void saysHowItIsUsed() throws Exception {
        Process process = TestJvm.start(WithBroker.class);
        assertThat(process.errorReader().readLine()).startsWith("Usage: ");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void saysThatThereIsNoSuchCommand() throws Exception {
        ProcessBuilder builder = TestJvm.builder(List.of(), WithBroker.class, "no-such-command");
        builder.environment().put(WithBroker.VARIABLE, "other:1");
        Process process = builder.start();
        assertThat(process.errorReader().readLine()).contains("no-such-command");
        assertThat(process.waitFor()).isEqualTo(127);
    }
}
