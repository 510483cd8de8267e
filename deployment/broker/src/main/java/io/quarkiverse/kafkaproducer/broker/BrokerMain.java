package io.quarkiverse.kafkaproducer.broker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.apache.kafka.common.utils.Time;

import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The child: one node, broker and controller. Arguments: the node's directory, the cluster's directory, the parent's process
 * id. It says {@link #READY} on its standard output and reads nothing but the end of its standard input.
 */
final class BrokerMain {

    static final String READY = "ready";
    static final int EXIT_FAILED = 1;
    static final int EXIT_ORPHANED = 99;

    static final String SERVER_PROPERTIES = "server.properties";
    static final String FORMAT_ARGUMENTS = "format.arguments";

    private BrokerMain() {
    }

    /**
     * Runs the node until it is told to stop or its parent dies.
     *
     * @param arguments see above
     */
    public static void main(String[] arguments) {
        PrintStream toParent = System.out;
        PrintStream log = new PrintStream(new BufferedOutputStream(new BoundedLogFile()), true, StandardCharsets.UTF_8);
        System.setOut(log);
        System.setErr(log);
        leaveTerminalSignalsToParent();
        new ParentWatch(new TemporaryDirectory(Path.of(arguments[1]))).start(System.in, Long.parseLong(arguments[2]));
        try {
            KafkaRaftServer server = formattedServer(Path.of(arguments[0]), log);
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
            server.startup();
            toParent.println(READY);
            toParent.flush();
            server.awaitShutdown();
        } catch (Throwable e) {
            e.printStackTrace(log);
            log.flush();
            // No shutdown of what has not come up: nothing in it is to be kept.
            Runtime.getRuntime().halt(EXIT_FAILED);
        }
    }

    /** Ctrl-C goes to all processes of the terminal; the application is to find its broker alive until it has ended. */
    private static void leaveTerminalSignalsToParent() {
        for (String name : List.of("INT", "HUP")) {
            try {
                Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
            } catch (IllegalArgumentException e) {
                // not on this platform
            }
        }
    }

    private static KafkaRaftServer formattedServer(Path node, PrintStream log)
            throws IOException, ReflectiveOperationException {
        List<String> format = new ArrayList<>(List.of("format", "--ignore-formatted", "--config",
                node.resolve(SERVER_PROPERTIES).toString()));
        format.addAll(Files.readAllLines(node.resolve(FORMAT_ARGUMENTS)));
        if (StorageTool.execute(format.toArray(String[]::new), log) != 0) {
            throw new IllegalStateException("kafka-storage format failed");
        }
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(node.resolve(SERVER_PROPERTIES))) {
            properties.load(file);
        }
        // KafkaConfig's super class is in an artifact which Kafka does not offer for compilation.
        Class<?> config = Class.forName("kafka.server.KafkaConfig");
        return KafkaRaftServer.class.getConstructor(config, Time.class).newInstance(
                config.getMethod("fromProps", Properties.class, boolean.class).invoke(null, properties, false),
                Time.SYSTEM);
    }
}
