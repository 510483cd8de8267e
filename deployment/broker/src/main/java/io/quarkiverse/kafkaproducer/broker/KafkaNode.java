package io.quarkiverse.kafkaproducer.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One node of a {@link KafkaCluster}: a broker and a controller in one process. All methods may be called by any thread.
 */
public final class KafkaNode {

    private final int id;
    private final String host;
    private final NodePorts ports;
    private final Path directory;
    private final List<String> command;
    private final Duration startTimeout;

    private BrokerProcess process;
    private Freeze freeze;
    private boolean closed;

    KafkaNode(int id, String host, NodePorts ports, Path directory, List<String> command, Duration startTimeout) {
        this.id = id;
        this.host = host;
        this.ports = ports;
        this.directory = directory;
        this.command = command;
        this.startTimeout = startTimeout;
    }

    /**
     * {@return the node's id, which is also its place in {@link KafkaCluster#nodes()}}
     */
    public int id() {
        return id;
    }

    /**
     * {@return the process id of the node's present run, or of its last one}
     */
    public synchronized long pid() {
        return process.pid();
    }

    /**
     * {@return whether the node's process exists, frozen or not}
     */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /**
     * {@return the address of the node's PLAINTEXT listener, as {@code host:port}}
     */
    public String bootstrapServers() {
        return bootstrapServers("PLAINTEXT");
    }

    String bootstrapServers(String securityProtocol) {
        return host + ":" + ports.listeners().get(securityProtocol);
    }

    /**
     * {@return the port of the node's PLAINTEXT listener}
     */
    public int port() {
        return ports.listeners().get("PLAINTEXT");
    }

    /**
     * Ends the node in good order (SIGTERM) and waits until its process is gone. A frozen node is thawed first; one that has
     * not ended after 30 seconds is killed. Does nothing if the node does not run.
     */
    public synchronized void stop() {
        thaw();
        if (process.isAlive()) {
            process.stop();
        }
    }

    /**
     * Kills the node (SIGKILL), frozen or not, and waits until its process is gone. Does nothing if the node does not run.
     */
    public synchronized void kill() {
        process.kill();
        if (freeze != null) {
            freeze.forget();
            freeze = null;
        }
    }

    /**
     * Starts the node again after {@link #stop()}, {@link #kill()} or its own end, on the same ports and with the same data,
     * and returns when it answers.
     *
     * @throws IllegalStateException if the node runs, if the cluster has been closed, or if the node does not get ready within
     *         the cluster's start timeout; with the last lines of the node's log
     */
    public void start() {
        BrokerProcess started = launch();
        try {
            started.awaitReady(startTimeout);
        } catch (IllegalStateException e) {
            started.kill();
            throw e;
        }
    }

    /**
     * Stops the node's process where it is (SIGSTOP): its connections stay open and nothing is answered until {@link #thaw()}.
     * If this JVM dies meanwhile, the node is thawed, and so ends, too. Does nothing if the node is frozen.
     *
     * @throws UnsupportedOperationException on Windows
     * @throws IllegalStateException if the node does not run
     */
    public synchronized void freeze() {
        if (!process.isAlive()) {
            throw new IllegalStateException(name() + " is not running");
        }
        if (freeze == null) {
            freeze = Freeze.of(process.pid());
        }
    }

    /**
     * Lets a frozen node go on (SIGCONT). Does nothing if the node is not frozen.
     */
    public synchronized void thaw() {
        if (freeze != null) {
            freeze.thaw();
            freeze = null;
        }
    }

    // Waiting for it is left to the caller, without the lock: closing need not wait then.
    synchronized BrokerProcess launch() {
        if (closed) {
            throw new IllegalStateException("The cluster of " + name() + " has been closed");
        }
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(name() + " is running");
        }
        process = BrokerProcess.launch(name(), command, directory, directory.resolve(KafkaCluster.LOG));
        return process;
    }

    synchronized void beginClose() {
        closed = true;
        if (process != null) {
            process.beginRelease();
        }
    }

    synchronized void close() {
        closed = true;
        if (process == null) {
            return;
        }
        if (freeze == null) {
            process.release();
        } else {
            kill();
        }
    }

    private String name() {
        return "kafka-node-" + id;
    }
}
