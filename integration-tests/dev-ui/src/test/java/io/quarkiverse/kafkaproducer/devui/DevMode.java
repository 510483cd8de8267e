package io.quarkiverse.kafkaproducer.devui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.shrinkwrap.api.asset.StringAsset;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.quarkus.test.QuarkusDevModeTest;

/** The application, in dev mode for most, and the broker that it sends to; both on loopback. */
final class DevMode {

    /** Of one of its producers, and to be seen nowhere. */
    static final String PASSWORD = "s3cret";

    static final String NAMESPACE = "quarkus-kafka-producer";

    static final int PORT = freePort();

    private static final KafkaCluster KAFKA = KafkaCluster.builder().start();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** In bytes; larger ones the topic of the bills does not take. */
    static final int SMALL_RECORD = 1_000;

    private DevMode() {
    }

    static void createTopicOfBills() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Bills.TOPIC, 1, (short) 1)
                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(SMALL_RECORD))))).all().get();
        }
    }

    static QuarkusDevModeTest application() {
        return new QuarkusDevModeTest()
                .withApplicationRoot(jar -> jar.addClasses(Shop.class, Bills.class)
                        .addAsResource(new StringAsset(properties()), "application.properties"))
                .setBuildSystemProperty("quarkus.analytics.disabled", "true");
    }

    static String properties() {
        return """
                quarkus.http.host=localhost
                quarkus.http.port=%d
                quarkus.test.continuous-testing=disabled
                quarkus.log.category."org.apache.kafka".level=ERROR
                quarkus.datasource.db-kind=h2
                quarkus.datasource.jdbc.url=jdbc:h2:mem:shop
                quarkus.datasource.devservices.enabled=false
                kafka.bootstrap.servers=%s
                quarkus.kafka-producer."small".properties."max.request.size"=1000
                quarkus.kafka-producer."nowhere".bootstrap-servers=localhost:1
                quarkus.kafka-producer."nowhere".timeout=2s
                quarkus.kafka-producer."nowhere".security-protocol=SASL_PLAINTEXT
                quarkus.kafka-producer."nowhere".sasl.mechanism=PLAIN
                quarkus.kafka-producer."nowhere".sasl.username=shop
                quarkus.kafka-producer."nowhere".sasl.password=%s
                quarkus.kafka-producer."nowhere".properties."vendors.token"=%s
                quarkus.kafka-producer."slow".bootstrap-servers=localhost:1
                quarkus.kafka-producer."slow".timeout=1m
                quarkus.kafka-producer."slow".close-timeout=100ms
                """.formatted(PORT, KAFKA.bootstrapServers(), PASSWORD, PASSWORD);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String url() {
        return "http://localhost:" + PORT;
    }

    static String servers() {
        return KAFKA.bootstrapServers();
    }

    /** Has the application send, and returns the status that it answers with. */
    static int post(String path, String key) throws IOException, InterruptedException {
        return status(request(path).POST(HttpRequest.BodyPublishers.ofString(key)));
    }

    static int get(String path) throws IOException, InterruptedException {
        return status(request(path));
    }

    /** Returns the body of the application's answer, which must be a success. */
    static String body(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofMinutes(1));
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The record that was acknowledged at this place. */
    static ConsumerRecord<String, String> read(String topic, int partition, long offset) {
        Map<String, Object> properties = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA.bootstrapServers(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties, new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition place = new TopicPartition(topic, partition);
            consumer.assign(List.of(place));
            consumer.seek(place, offset);
            List<ConsumerRecord<String, String>> records = consumer.poll(Duration.ofMinutes(1)).records(place);
            if (records.isEmpty() || records.get(0).offset() != offset) {
                throw new AssertionError("There is no record at " + place + ", offset " + offset);
            }
            return records.get(0);
        }
    }
}
