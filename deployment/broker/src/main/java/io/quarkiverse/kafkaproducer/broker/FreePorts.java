package io.quarkiverse.kafkaproducer.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Distinct free ports of the loopback address, held until closed so that none is given out twice.
 * <p>
 * They are taken from below the ports which operating systems give to outgoing connections (and to port 0). A client that
 * keeps connecting to the port of a node which was killed could otherwise be given that very port, connect to itself, and
 * keep the node from starting again.
 */
final class FreePorts implements AutoCloseable {

    private static final int LOWEST = 16_384;
    private static final int ABOVE_HIGHEST = 32_768;
    private static final int TRIES = 1_000;

    private final InetAddress loopback;
    private final Deque<ServerSocket> held = new ArrayDeque<>();

    FreePorts(InetAddress loopback) {
        this.loopback = loopback;
    }

    int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
            if (hold(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "No free port of " + TRIES + " tried from " + LOWEST + " to " + (ABOVE_HIGHEST - 1));
    }

    int fixed(int port) {
        if (hold(port)) {
            return port;
        }
        throw new IllegalStateException("Port " + port + " of " + loopback.getHostAddress() + " is in use");
    }

    private boolean hold(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            held.push(socket);
            socket.bind(new InetSocketAddress(loopback, port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (ServerSocket socket : held) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
