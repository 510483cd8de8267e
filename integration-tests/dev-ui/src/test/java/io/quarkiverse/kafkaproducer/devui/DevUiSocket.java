package io.quarkiverse.kafkaproducer.devui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An open page of the Dev UI, as the application sees it. */
final class DevUiSocket implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    DevUiSocket(String url) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(url.replace("http", "ws") + "/q/dev-ui/json-rpc-ws"), this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            try {
                messages.add(JSON.readTree(partial.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    /** @param id of the call among those of this page */
    void call(int id, String method, Map<String, Object> parameters) {
        try {
            socket.sendText(JSON.writeValueAsString(
                    Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", parameters)), true).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the answer to a call, and returns it. */
    JsonNode answer(int id) throws InterruptedException {
        while (true) {
            JsonNode message = messages.poll(1, TimeUnit.MINUTES);
            if (message == null) {
                throw new AssertionError("The Dev UI says nothing more");
            }
            if (message.get("id").asInt() == id && message.at("/result/messageType").asText().equals("Response")) {
                return message.at("/result/object");
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
