package org.acme.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Answers as an Apicurio registry does that knows one schema for each topic; or hangs, or closes connections. */
public class StandInRegistry implements QuarkusTestResourceLifecycleManager {

    private static final String SCHEMA = """
            {"$id":"https://acme.org/order.json","type":"object",
             "properties":{"id":{"type":"string"},"quantity":{"type":"integer","minimum":1}}}""";

    private static final Set<String> HANGING = ConcurrentHashMap.newKeySet();
    private static final Set<String> FAILING = ConcurrentHashMap.newKeySet();
    private static volatile CountDownLatch answers = new CountDownLatch(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    /** Leaves requests for the schema of this topic unanswered until {@link #answerAgain()}. */
    static void hang(String topic) {
        HANGING.add(topic);
    }

    static void fail(String topic) {
        FAILING.add(topic);
    }

    static void answerAgain() {
        HANGING.clear();
        FAILING.clear();
        answers.countDown();
        answers = new CountDownLatch(1);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        return Map.of("schema-registry.url", "http://localhost:" + server.getAddress().getPort() + "/apis/registry/v3");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        CountDownLatch again = answers;
        if (FAILING.stream().anyMatch(path::contains)) {
            // the connection is closed without an answer
            throw new IOException("fails");
        }
        if (HANGING.stream().anyMatch(path::contains)) {
            try {
                again.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String body(String path) {
        if (path.endsWith("/references")) {
            return "[]";
        }
        if (path.contains("/ids/") || path.endsWith("/content")) {
            return SCHEMA;
        }
        int artifact = path.indexOf("/artifacts/");
        if (artifact >= 0) {
            String id = path.substring(artifact + "/artifacts/".length()).split("/")[0];
            return """
                    {"groupId":"default","artifactId":"%s","version":"1","globalId":7,"contentId":7,
                     "artifactType":"JSON","state":"ENABLED"}""".formatted(id);
        }
        return "{}";
    }

    @Override
    public void stop() {
        answerAgain();
        server.stop(0);
        threads.shutdownNow();
    }
}
