package io.quarkiverse.kafkaproducer.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.runtime.dev.KafkaProducerJsonRpcService;

class DevCodeTest {

    @Test
    void isInAnArtifactThatOnlyDevModeAdds() throws IOException {
        URL production = Producer.class.getProtectionDomain().getCodeSource().getLocation();

        assertThat(KafkaProducerJsonRpcService.class.getProtectionDomain().getCodeSource().getLocation())
                .isNotEqualTo(production);
        assertThat(descriptor(production).getProperty("conditional-dev-dependencies"))
                .startsWith("io.quarkiverse.kafkaproducer:quarkus-kafka-producer-dev:");
    }

    private static Properties descriptor(URL entry) throws IOException {
        Properties descriptor = new Properties();
        for (URL each : Collections.list(Producer.class.getClassLoader().getResources(
                "META-INF/quarkus-extension.properties"))) {
            if (each.toString().contains(entry.getPath())) {
                try (InputStream file = each.openStream()) {
                    descriptor.load(file);
                }
            }
        }
        return descriptor;
    }
}
