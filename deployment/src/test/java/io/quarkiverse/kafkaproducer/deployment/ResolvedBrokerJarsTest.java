package io.quarkiverse.kafkaproducer.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.List;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

class ResolvedBrokerJarsTest {

    @Test
    void areThoseOfTheMavenRepository() {
        String server = "org.apache.kafka:kafka_2.13:" + AppInfoParser.getVersion();

        List<Path> jars = new ResolvedBrokerJars().resolve(List.of(server));

        assertThat(jars).singleElement().asString().endsWith("kafka_2.13-" + AppInfoParser.getVersion() + ".jar");
        assertThat(jars.get(0)).isRegularFile();
    }

    @Test
    void whoeverCannotHaveThemIsToldWhatToDo() {
        assertThatIllegalStateException().isThrownBy(() -> new ResolvedBrokerJars().resolve(List.of("org.acme:none:not-there")))
                .withMessageContaining("org.acme:none:").withMessageContaining("kafka.bootstrap.servers");
    }
}
