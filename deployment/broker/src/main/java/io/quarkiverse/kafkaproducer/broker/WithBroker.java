package io.quarkiverse.kafkaproducer.broker;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a command with a Kafka broker: {@code java -cp … io.quarkiverse.kafkaproducer.broker.WithBroker [--] COMMAND
 * ARGUMENTS…}
 * <p>
 * The command has this process' standard input, output and error, and the broker's address in the environment variable
 * {@value #VARIABLE}. When it ends, the broker does, and this process exits with its exit code. Ctrl-C and SIGTERM end the
 * command first and then the broker.
 * <p>
 * If the system property {@value #PROPERTY} or that environment variable has a value already, no broker is started and the
 * command gets that value, the property's if both have one.
 */
public final class WithBroker {

    static final String VARIABLE = "KAFKA_BOOTSTRAP_SERVERS";
    static final String PROPERTY = "kafka.bootstrap.servers";

    private static final int EXIT_USAGE = 2;
    // as a shell has it
    private static final int EXIT_NOT_FOUND = 127;
    private static final int STOP_LIMIT_SECONDS = 30;

    private final List<String> command;

    private WithBroker(List<String> command) {
        this.command = command;
    }

    /**
     * See the class.
     *
     * @param arguments the command and its arguments
     * @throws InterruptedException never, as nobody has this thread
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> command = Arrays.stream(arguments).skip(arguments.length > 0 && arguments[0].equals("--") ? 1 : 0)
                .toList();
        if (command.isEmpty()) {
            System.err.println("Usage: " + WithBroker.class.getSimpleName() + " [--] COMMAND [ARGUMENT...]");
            System.exit(EXIT_USAGE);
        }
        int exitCode = new WithBroker(command).run();
        // a build that runs this in its own process goes on after a success
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private int run() throws InterruptedException {
        Optional<String> servers = Stream.of(System.getProperty(PROPERTY, ""), System.getenv().getOrDefault(VARIABLE, ""))
                .filter(value -> !value.isBlank()).findFirst();
        if (servers.isPresent()) {
            return run(servers.get(), () -> {
            });
        }
        // If this JVM is told to end before the command runs, the broker notices its end.
        KafkaCluster cluster = KafkaCluster.builder().startWithoutShutdownHook();
        try {
            return run(cluster.bootstrapServers(), cluster::close);
        } finally {
            cluster.close();
        }
    }

    private int run(String servers, Runnable afterwards) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(VARIABLE, servers);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return EXIT_NOT_FOUND;
        }
        // One hook, because hooks run at the same time: the command is to find its broker alive until it has ended.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end(process);
            afterwards.run();
        }, "with-broker-end"));
        return process.waitFor();
    }

    private static void end(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // those which a wrapping script left behind
        descendants.forEach(ProcessHandle::destroy);
    }
}
