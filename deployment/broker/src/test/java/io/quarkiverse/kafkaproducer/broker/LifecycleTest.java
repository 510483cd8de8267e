package io.quarkiverse.kafkaproducer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LifecycleTest {

    /** A machine that does something else at the time, for once, does not count. */
    @Test
    void isReadyWithinSixSeconds() {
        Duration best = Duration.ofDays(1);
        for (int attempt = 0; attempt < 3 && best.toSeconds() >= 6; attempt++) {
            Instant before = Instant.now();
            try (KafkaCluster kafka = KafkaCluster.builder().start()) {
                Duration taken = Duration.between(before, Instant.now());
                best = taken.compareTo(best) < 0 ? taken : best;
            }
        }
        assumeTrue(best.toSeconds() < 6 || !isMachineBusy(), "the machine is busy with something else");
        assertThat(best).isLessThan(Duration.ofSeconds(6));
    }

    private static boolean isMachineBusy() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return machine.getSystemLoadAverage() > 2 * machine.getAvailableProcessors();
    }

    @Test
    void isReadyOnItsFixedPortAndLeavesNothing() throws Exception {
        int port = freePort();
        KafkaCluster kafka = KafkaCluster.builder().port(port).start();
        assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        assertThat(kafka.directory()).isDirectory();
        assertThat(kafka.directory().resolve("node-0").resolve("broker.log")).exists();

        kafka.close();
        kafka.close();
        assertThat(kafka.node(0).isAlive()).isFalse();
        assertThat(ProcessHandle.of(kafka.node(0).pid())).isEmpty();
        assertThat(kafka.directory()).doesNotExist();
        assertThatIllegalStateException().isThrownBy(kafka.node(0)::start).withMessageContaining("closed");
    }

    @Test
    void saysThatTheFixedPortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> KafkaCluster.builder().port(taken.getLocalPort()).start())
                    .withMessageContaining("Port " + taken.getLocalPort()).withMessageContaining("in use");
        }
    }

    @Test
    void noticesThatAPortWasTakenMeanwhile() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // behind the back of what chooses the ports, so that no other choice helps
            String controller = "127.0.0.1:" + taken.getLocalPort();
            KafkaCluster.Builder builder = KafkaCluster.builder()
                    .property("listeners", "PLAINTEXT://127.0.0.1:" + freePort() + ",CONTROLLER://" + controller)
                    .property("controller.quorum.voters", "0@" + controller);
            assertThatExceptionOfType(PortTakenException.class).isThrownBy(builder::start)
                    .withMessageContaining("found a port in use");
        }
    }

    @Test
    void saysWhyANodeDoesNotStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KafkaCluster.builder().property("num.io.threads", "none").start())
                .withMessageContaining("exit code 1").withMessageContaining("num.io.threads");
        assertThatIllegalStateException().isThrownBy(() -> KafkaCluster.builder().jvmOption("-XX:NoSuchOption").start())
                .withMessageContaining("NoSuchOption");
        assertThatIllegalStateException()
                .isThrownBy(() -> KafkaCluster.builder().startTimeout(Duration.ofMillis(1)).start())
                .withMessageContaining("did not start within");
    }

    @Test
    void printsNothingAndEndsWithItsParent() throws Exception {
        Process parent = TestJvm.start(ClusterParent.class);
        BufferedReader output = parent.inputReader();
        ProcessHandle broker = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
        Path directory = Path.of(output.readLine());
        assertThat(directory).isDirectory();

        parent.getOutputStream().close();
        assertThat(parent.waitFor()).isZero();
        assertThat(output.readLine()).isNull();
        assertThat(parent.errorReader().readLine()).isNull();
        assertThat(broker.isAlive()).isFalse();
        assertThat(directory).doesNotExist();
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        killParent();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void endsWhenItsParentIsKilledWhileItIsFrozen() throws Exception {
        killParent("frozen");
    }

    private static void killParent(String... arguments) throws Exception {
        Process parent = TestJvm.start(ClusterParent.class, arguments);
        try {
            BufferedReader output = parent.inputReader();
            ProcessHandle broker = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            Path directory = Path.of(output.readLine());
            List<ProcessHandle> children = parent.descendants().toList();
            assertThat(children).contains(broker);

            parent.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(10)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(directory).doesNotExist();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static int freePort() throws Exception {
        try (FreePorts ports = new FreePorts(InetAddress.getByName("127.0.0.1"))) {
            return ports.next();
        }
    }
}
