package io.quarkiverse.kafkaproducer.observability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.eclipse.microprofile.config.ConfigProvider;

/** The application as it is seen from outside. */
final class Endpoint {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Endpoint() {
    }

    static HttpResponse<String> get(String path) {
        return request(HttpRequest.newBuilder().GET(), path);
    }

    static HttpResponse<String> post(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder().POST(BodyPublishers.noBody());
        return request(headers.length == 0 ? request : request.headers(headers), path);
    }

    private static HttpResponse<String> request(HttpRequest.Builder request, String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try {
            return CLIENT.send(
                    request.uri(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(30)).build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("No answer from " + path, e);
        }
    }
}
