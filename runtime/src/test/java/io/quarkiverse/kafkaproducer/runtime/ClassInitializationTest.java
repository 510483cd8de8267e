package io.quarkiverse.kafkaproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;

/** Classes of a native executable are initialized when it is built, where there must be neither threads nor sockets. */
class ClassInitializationTest {

    /** In a JVM of its own, as in this one they have been initialized by other tests. */
    static final class Initialize {

        public static void main(String[] args) throws Exception {
            System.setProperty(SelectorProvider.class.getName(), NoSockets.class.getName());
            Socket.setSocketImplFactory(() -> {
                throw new AssertionError("a socket is opened");
            });
            Set<Thread> before = threads();
            int initialized = 0;
            for (String name : classes(Path.of(args[0]))) {
                Class.forName(name);
                initialized++;
            }
            Set<Thread> started = threads();
            started.removeAll(before);
            System.out.println("initialized " + initialized + ", threads started: "
                    + started.stream().map(Thread::getName).collect(Collectors.joining(", ")));
        }

        private static List<String> classes(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".class")).map(root::relativize)
                        .map(file -> file.toString().replaceAll("\\.class$", "").replaceAll("[/\\\\]", ".")).toList();
            }
        }

        private static Set<Thread> threads() {
            return new HashSet<>(Thread.getAllStackTraces().keySet());
        }
    }

    /** Fails where something is opened by NIO. */
    public static final class NoSockets extends SelectorProvider {

        private static AssertionError opened() {
            return new AssertionError("a channel or selector is opened");
        }

        @Override
        public DatagramChannel openDatagramChannel() {
            throw opened();
        }

        @Override
        public DatagramChannel openDatagramChannel(java.net.ProtocolFamily family) {
            throw opened();
        }

        @Override
        public Pipe openPipe() {
            throw opened();
        }

        @Override
        public AbstractSelector openSelector() {
            throw opened();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() {
            throw opened();
        }

        @Override
        public SocketChannel openSocketChannel() {
            throw opened();
        }
    }

    @Test
    void startsNoThreadAndOpensNoSocket() throws Exception {
        Path classes = Path.of(Producer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Initialize.class.getName(), classes.toString()).redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).containsPattern("initialized \\d{2,}, threads started: \\R");
    }
}
