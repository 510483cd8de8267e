package io.quarkiverse.kafkaproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.security.auth.login.AppConfigurationEntry;

import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Read back by Kafka's own code. */
class JaasLineTest {

    private static final String SIGNIFICANT = "\"\\';=/*#$-_{}\n\r\t\0 a1\u2028\u00e9\ud83d\ude80";

    static Stream<String> passwords() {
        Random random = new Random(4711);
        return Stream.concat(
                Stream.of("\"", "\\", "\\\"", "\"; evil required x=\"", "a\nb", "a\r\nb", "\\n", "${env:HOME}", "// no comment",
                        "/* nor this */", " ", "end\\", "\\101", "'", "#", "\0", "\u2028", "p\u00e4ss \ud83d\ude80"),
                IntStream.range(0, 2_000).mapToObj(i -> randomText(random)));
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(SIGNIFICANT.charAt(random.nextInt(SIGNIFICANT.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void noPasswordChangesTheStructureOfTheLine(String password) {
        Password line = JaasLine.of(PlainLoginModule.class.getName(), Map.of("username", password + "u", "password", password));

        JaasContext read = JaasContext.loadClientContext(Map.of("sasl.jaas.config", line));

        assertThat(read.configurationEntries()).singleElement().satisfies(entry -> {
            assertThat(entry.getLoginModuleName()).isEqualTo(PlainLoginModule.class.getName());
            assertThat(entry.getControlFlag()).isEqualTo(AppConfigurationEntry.LoginModuleControlFlag.REQUIRED);
            assertThat(entry.getOptions()).isEqualTo(Map.of("username", password + "u", "password", password));
        });
        assertThat(line).hasToString("[hidden]");
    }
}
