package io.quarkiverse.kafkaproducer.devui;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.QuarkusDevModeTest;

/** Changes of an application that runs, with the broker that it was given, and with a page of the Dev UI open. */
class LiveReloadTest {

    private static final int RELOADS = 10;

    private static final Duration BOUND = Duration.ofMinutes(1);

    /** Two that every application has one of. */
    private static final Set<String> EACH_ONCE = Set.of("io.quarkiverse.kafkaproducer.runtime.producers.Producers",
            "io.quarkiverse.kafkaproducer.runtime.dev.KafkaProducerJsonRpcService");

    private static final String PROPERTIES = """
            quarkus.http.host=localhost
            quarkus.http.port=%d
            quarkus.test.continuous-testing=disabled
            quarkus.datasource.devservices.enabled=false
            quarkus.log.category."org.apache.kafka".level=ERROR
            depot.topic=configured-v0
            quarkus.kafka-producer.client-id=depot-v0
            quarkus.kafka-producer.transactional-id-prefix=depot
            quarkus.kafka-producer.devservices.topic-partitions.kept=1
            """;

    /** The source of each change: a class that is sent, a topic in the code and in the configuration, a setting. */
    private enum Change {
        PAYLOAD("code_v", edit -> APPLICATION.modifySourceFile(Parcel.class, edit)),
        CONSTANT_TOPIC("constant-v", edit -> APPLICATION.modifySourceFile(Depot.class, edit)),
        CONFIGURED_TOPIC("configured-v", edit -> APPLICATION.modifyResourceFile("application.properties", edit)),
        SETTING("depot-v", edit -> APPLICATION.modifyResourceFile("application.properties", edit));

        private final String word;
        private final Consumer<UnaryOperator<String>> file;
        private int version;

        Change(String word, Consumer<UnaryOperator<String>> file) {
            this.word = word;
            this.file = file;
        }

        void make() {
            String before = current();
            version++;
            file.accept(text -> text.replace(before, current()));
        }

        String current() {
            return word + version;
        }
    }

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClasses(Depot.class, Parcel.class)
                    .addAsResource(new StringAsset(PROPERTIES.formatted(DevMode.PORT)), "application.properties"))
            .setBuildSystemProperty("quarkus.analytics.disabled", "true");

    private static List<ProcessHandle> othersChildren;
    private static List<ProcessHandle> broker;
    private static Path directory;

    private final List<DevUiSocket> pages = new ArrayList<>();

    @BeforeAll
    static void before() {
        // the other tests' broker
        DevMode.servers();
        othersChildren = ProcessHandle.current().children().toList();
    }

    @AfterEach
    void closePages() {
        pages.forEach(DevUiSocket::close);
    }

    @AfterAll
    static void theBrokerEndsWithDevMode() {
        assertThat(broker).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(directory).doesNotExist();
    }

    @Test
    void tenChangesTakeEffectAtTheNextRequestWithTheSameBrokerAndLeaveNothingBehind() throws Exception {
        List<String> sent = new ArrayList<>();
        send(sent);
        String servers = lookAtPages();
        rememberBroker(servers);
        List<String> clients = clients();
        List<String> threads = threads();
        Map<String, Long> objects = objects();

        for (int reload = 1; reload <= RELOADS; reload++) {
            Change.values()[reload % Change.values().length].make();
            send(sent);
            await().atMost(BOUND).untilAsserted(() -> {
                assertThat(clients()).isEqualTo(clients);
                assertThat(threads()).isEqualTo(threads);
            });
            assertThat(lookAtPages()).isEqualTo(servers);
        }

        assertThat(recordsOf(servers)).containsExactlyElementsOf(sent);
        // some thread may still have the class loader of the application before
        await().atMost(BOUND).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(objects())
                .allSatisfy((type, count) -> assertThat(count).isLessThanOrEqualTo(objects.get(type) + 1)));
    }

    /** One of everything; the application answers with the topics that it has sent to. */
    private static void send(List<String> sent) throws Exception {
        assertThat(DevMode.body("/depot"))
                .isEqualTo(Change.CONSTANT_TOPIC.current() + ' ' + Change.CONFIGURED_TOPIC.current());
        sent.add("{\"" + Change.PAYLOAD.current() + "\":\"p-1\"}");
    }

    /**
     * The page of footprints stays open, as if it were forgotten, and so does that of Dev Services.
     *
     * @return where the broker is
     */
    private String lookAtPages() throws InterruptedException {
        DevUiSocket page = new DevUiSocket(DevMode.url());
        pages.add(page);
        page.call(1, DevMode.NAMESPACE + "_footprints", Map.of("after", 0));
        assertThat(page.answer(1).findValuesAsText("message"))
                .contains("Message without a key has been sent to " + Change.CONSTANT_TOPIC.current());
        page.call(2, "devui-dev-services_getDevServices", Map.of());
        JsonNode service = StreamSupport.stream(page.answer(2).spliterator(), false)
                .filter(one -> one.get("name").asText().equals("kafka-producer")).findFirst().orElseThrow();
        assertThat(service.get("description").asText()).isEqualTo("Embedded Kafka broker");
        return service.at("/configs/kafka.bootstrap.servers").asText();
    }

    private static void rememberBroker(String servers) throws Exception {
        broker = ProcessHandle.current().children().filter(child -> !othersChildren.contains(child)).toList();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            int node = admin.describeCluster().nodes().get().iterator().next().id();
            String data = admin.describeLogDirs(List.of(node)).allDescriptions().get().get(node).keySet().iterator().next();
            directory = Path.of(data).getParent().getParent();
        }
        assertThat(directory).isDirectory();
    }

    /** The Kafka producers that are open, by client id, as the JVM's registry of metrics has them. */
    private static List<String> clients() throws MalformedObjectNameException {
        return unversioned(ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.producer:type=app-info,id=*"), null).stream()
                .map(name -> name.getKeyProperty("id")));
    }

    /** Kafka's and the extension's own. */
    private static List<String> threads() {
        return unversioned(Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("kafka-producer")));
    }

    /** Returns the names without this version of the setting. Names of another version stay as they are. */
    private static List<String> unversioned(Stream<String> names) {
        return names.map(name -> name.replace(Change.SETTING.current(), "depot")
                .replaceAll("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", "identity")).sorted().toList();
    }

    /** Returns the number of objects of {@link #EACH_ONCE}, from any class loader. */
    private static Map<String, Long> objects() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram", new Object[] { null },
                new String[] { String[].class.getName() });
        return histogram.lines().map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > 3 && EACH_ONCE.contains(columns[3]))
                .collect(groupingBy(columns -> columns[3], summingLong(columns -> Long.parseLong(columns[1]))));
    }

    private static List<String> recordsOf(String servers) {
        Map<String, Object> properties = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties, new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition kept = new TopicPartition(Depot.KEPT, 0);
            consumer.assign(List.of(kept));
            consumer.seekToBeginning(List.of(kept));
            long end = consumer.endOffsets(List.of(kept)).get(kept);
            List<String> values = new ArrayList<>();
            while (consumer.position(kept) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(BOUND)) {
                    values.add(record.value());
                }
            }
            return values;
        }
    }
}
