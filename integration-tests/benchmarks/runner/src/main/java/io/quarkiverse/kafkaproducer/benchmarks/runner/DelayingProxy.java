package io.quarkiverse.kafkaproducer.benchmarks.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes TCP connections on, each chunk as late as a network would: what has been read at one moment is written a fixed time
 * later, whatever else is on its way, so that the delay does not slow the stream down.
 */
final class DelayingProxy implements AutoCloseable {

    private static final int CHUNK = 64 << 10;
    /** Chunks on their way in one direction: a network holds a bounded number of bytes, too. */
    private static final int MOST_ON_THEIR_WAY = 1024;

    private record Chunk(byte[] bytes, long due) {
    }

    private static final Chunk END = new Chunk(new byte[0], 0);

    private final ServerSocket server;
    private final long delay;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    DelayingProxy(long delayMillis) throws IOException {
        server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        delay = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Begins to accept connections, for a server on this port of the same machine. */
    void passOnTo(int port) {
        start("accept", () -> {
            while (true) {
                Socket client = server.accept();
                Socket target = new Socket(server.getInetAddress(), port);
                pump(client, target);
                pump(target, client);
            }
        });
    }

    private void pump(Socket from, Socket to) throws IOException {
        sockets.add(from);
        from.setTcpNoDelay(true);
        BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>(MOST_ON_THEIR_WAY);
        start("read", () -> {
            try (InputStream input = from.getInputStream()) {
                byte[] buffer = new byte[CHUNK];
                for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                    chunks.put(new Chunk(Arrays.copyOf(buffer, read), System.nanoTime() + delay));
                }
            } finally {
                sockets.remove(from);
                chunks.put(END);
            }
        });
        start("write", () -> {
            try (OutputStream output = to.getOutputStream()) {
                for (Chunk chunk = chunks.take(); chunk != END; chunk = chunks.take()) {
                    for (long left = chunk.due - System.nanoTime(); left > 0; left = chunk.due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    output.write(chunk.bytes);
                }
            }
        });
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String what, Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // one of the two has closed its end, or the proxy has ended; the other end is closed with it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "delaying-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
