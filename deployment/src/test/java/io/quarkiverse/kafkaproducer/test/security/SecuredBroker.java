package io.quarkiverse.kafkaproducer.test.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import io.quarkiverse.kafkaproducer.broker.KafkaCluster;
import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;

/**
 * One real broker for all tests of this JVM that are about security, with a listener for each protocol. Its users may write to
 * topics that begin with {@code allowed}, the client with a certificate to {@code mutual} only. Who is nobody, at PLAINTEXT or
 * at SSL without a certificate, may do everything.
 */
final class SecuredBroker {

    static final String STORE_PASSWORD = "store\\:=#\"secret";
    static final String PLAIN_USER = "plain \"us=er\"; \\";
    static final String SCRAM_USER = "producer_app";
    static final String PASSWORD = "s3cret\\\" required; ${not.there} #\u00fc{}=',";

    /** Each for the users {@code user-0}, {@code user-1} and so on, by whatever mechanism. */
    static final List<String> PASSWORDS = List.of("quote\"s3cret", "back\\slash\\s3cret\\", "semi;colon s3cret;",
            " s3cret spaces ",
            "line\ns3cret\r\nbreaks\n", "${expression:s3cret}", "\" evil=\"s3cret", "s3cret'/*#//*/\t\u00e4\u2028\ud83d\ude80");

    private static final String PREFIX = SecuredBroker.class.getName() + '.';
    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SASL_PLAINTEXT", "SSL", "SASL_SSL");

    private SecuredBroker() {
    }

    /** {@code localhost:port} of the listener. Started by JUnit's copy of this class, for that in the application too. */
    static String servers(String protocol) {
        start();
        return System.getProperty(PREFIX + protocol);
    }

    /** A key or trust store made for the broker, {@code kafka-client-truststore.p12}, or for nobody, {@code other-...}. */
    static String store(String name) {
        start();
        return System.getProperty(PREFIX + "certificates") + '/' + name;
    }

    /**
     * {@code localhost:port} of an SSL listener whose certificate is for another host, and can be trusted by
     * {@code elsewhere-truststore.p12}.
     */
    static String misnamed() {
        start();
        return System.getProperty(PREFIX + "misnamed");
    }

    private static synchronized void start() {
        if (System.getProperty(PREFIX + "certificates") == null) {
            Started.record();
        }
    }

    private static final class Started {

        private static final Path CERTIFICATES = certificates();
        private static final KafkaCluster KAFKA = kafka();

        private static void record() {
            PROTOCOLS.forEach(protocol -> System.setProperty(PREFIX + protocol, KAFKA.bootstrapServers(protocol)));
            KafkaCluster misnamed = KafkaCluster.builder().host("localhost")
                    .tls(CERTIFICATES.resolve("elsewhere-keystore.p12"), STORE_PASSWORD).start();
            System.setProperty(PREFIX + "misnamed", misnamed.bootstrapServers("SSL"));
            System.setProperty(PREFIX + "certificates", CERTIFICATES.toString());
        }

        private static Path certificates() {
            try {
                Path directory = Files.createTempDirectory("certificates");
                CertificateGenerator generator = new CertificateGenerator(directory, true);
                for (String name : List.of("kafka", "other")) {
                    generator.generate(new CertificateRequest().withName(name).withCN("localhost").withPassword(STORE_PASSWORD)
                            .withFormat(Format.PKCS12).withClientCertificate());
                }
                generator.generate(new CertificateRequest().withName("elsewhere").withCN("kafka.example.com")
                        .withPassword(STORE_PASSWORD).withFormat(Format.PKCS12));
                return directory;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static KafkaCluster kafka() {
            KafkaCluster.Builder builder = KafkaCluster.builder().host("localhost").authorizer(true).clientAuth("requested")
                    .plainUser(PLAIN_USER, PASSWORD).scramUser(SCRAM_USER, PASSWORD)
                    .tls(CERTIFICATES.resolve("kafka-keystore.p12"), STORE_PASSWORD,
                            CERTIFICATES.resolve("kafka-server-truststore.p12"), STORE_PASSWORD);
            for (int i = 0; i < PASSWORDS.size(); i++) {
                builder.plainUser("user-" + i, PASSWORDS.get(i)).scramUser("user-" + i, PASSWORDS.get(i));
            }
            KafkaCluster kafka = builder.start();
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
                admin.createAcls(Stream.concat(allow("User:*", "allowed", PatternType.PREFIXED),
                        allow("User:CN=localhost", "mutual", PatternType.LITERAL)).toList()).all().get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return kafka;
        }

        private static Stream<AclBinding> allow(String who, String topic, PatternType pattern) {
            return Stream.of(AclOperation.WRITE, AclOperation.CREATE)
                    .map(operation -> new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, pattern),
                            new AccessControlEntry(who, "*", operation, AclPermissionType.ALLOW)));
        }
    }
}
