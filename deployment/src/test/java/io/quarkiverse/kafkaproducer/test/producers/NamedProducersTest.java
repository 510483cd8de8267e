package io.quarkiverse.kafkaproducer.test.producers;

import static io.quarkiverse.kafkaproducer.test.support.TopicReader.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.logging.LogRecord;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.kafkaproducer.CloseableProducer;
import io.quarkiverse.kafkaproducer.KafkaInstances;
import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.test.support.ClientIdsInJmx;
import io.quarkiverse.kafkaproducer.test.support.SharedBroker;
import io.quarkiverse.kafkaproducer.test.support.TopicReader;
import io.quarkus.arc.InactiveBeanException;
import io.quarkus.test.QuarkusUnitTest;

class NamedProducersTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = SharedBroker.application(ClientIdsInJmx.class)
            .overrideRuntimeConfigKey("kafka.client.id", "shop")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"payments\".timeout", "5s")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"payments\".properties.\"compresion.type\"", "zstd")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.audit.client-id", "the-audit")
            .overrideConfigKey("quarkus.kafka-producer.\"looked-up\".timeout", "5s")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"only-configured\".timeout", "5s")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"off\".active", "false")
            .overrideRuntimeConfigKey("quarkus.kafka-producer.\"off\".security-protocol", "not looked at")
            .setLogRecordPredicate(record -> true)
            .assertLogRecords(NamedProducersTest::assertLog);

    @Inject
    Producer byDefault;

    @Inject
    @ProducerName("payments")
    Producer payments;

    @Inject
    @ProducerName("audit")
    Instance<Producer> audit;

    @Inject
    @Any
    Instance<Producer> any;

    @Inject
    @ProducerName("nowhere configured, which a test may do")
    Producer inherited;

    @Inject
    @ProducerName("off")
    Producer off;

    @Inject
    @ProducerName("payments")
    ReactiveProducer reactive;

    @Inject
    KafkaInstances instances;

    @Test
    void eachNameIsAProducerWithAClientOfItsOwn() {
        byDefault.send("named", "default");
        payments.send("named", "payments");
        audit.get().send("named", "audit");
        any.select(ProducerName.Literal.of("looked-up")).get().send("named", "looked-up");
        inherited.send("named", "inherited");
        reactive.send("named", "reactive").await().atMost(Duration.ofSeconds(20));

        assertThat(TopicReader.read("named")).extracting(record -> text(record.value())).containsExactlyInAnyOrder(
                "\"default\"", "\"payments\"", "\"audit\"", "\"looked-up\"", "\"inherited\"", "\"reactive\"");
        assertThat(ClientIdsInJmx.open()).contains("shop", "shop-payments", "the-audit", "shop-looked-up");
    }

    @Test
    void anInactiveProducerSaysByWhichPropertyWhenItIsUsed() {
        assertThatThrownBy(() -> off.send("named", 1)).isInstanceOf(InactiveBeanException.class)
                .hasMessageContaining("quarkus.kafka-producer.\"off\".active is false");
        assertThatThrownBy(() -> instances.get("off")).isInstanceOf(InactiveBeanException.class)
                .hasMessageContaining("quarkus.kafka-producer.\"off\".active is false");
    }

    @Test
    void instancesReachesEveryConfiguredNameAndNoOther() {
        try (CloseableProducer producer = instances.get("only-configured").newProducer()) {
            assertThat(producer.send("named-instances", 1).topic()).isEqualTo("named-instances");
        }

        assertThatThrownBy(() -> instances.get("paymnets")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quarkus.kafka-producer.\"paymnets\".bootstrap-servers")
                .hasMessageEndingWith("Did you mean \"payments\"?");
    }

    private static void assertLog(List<LogRecord> records) {
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                .noneMatch(message -> message.contains("AppInfo mbean"));
        assertThat(records).filteredOn(record -> record.getLevel().getName().startsWith("WARN"))
                .extracting(record -> ((ExtLogRecord) record).getFormattedMessage()).filteredOn(
                        message -> message
                                .startsWith("quarkus.kafka-producer.\"payments\".properties.\"compresion.type\" is not "
                                        + "known to Kafka's producer"))
                .hasSize(1);
        assertThat(records).extracting(record -> ((ExtLogRecord) record).getFormattedMessage())
                .filteredOn(message -> message.startsWith("A producer is injected by @ProducerName(")).singleElement()
                .asString()
                .contains("\"nowhere configured, which a test may do\"");
        assertThat(records).extracting(LogRecord::getThrown)
                .noneMatch(thrown -> String.valueOf(thrown).contains("InstanceAlreadyExists"));
    }
}
