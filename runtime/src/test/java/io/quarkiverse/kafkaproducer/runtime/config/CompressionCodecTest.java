package io.quarkiverse.kafkaproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionCodecTest {

    private static final String PROPERTY = "~properties.\"compression.type\"";

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void everyCodecWorksHere(CompressionType type) {
        ClientProperties client = Configured.settings(Configured.DEFAULT, "kafka.bootstrap.servers", "k:9092", PROPERTY,
                type.name).client();

        client.checkCompression();

        assertThat(client.toMap()).containsEntry("compression.type", type.name);
    }

    @Test
    void oneWithoutItsLibraryIsAWrongSetting() {
        CompressionCodec codec = new CompressionCodec(type -> {
            throw new KafkaException(new UnsatisfiedLinkError("no libzstd-jni"));
        });

        assertThatThrownBy(() -> codec.check(new Setting("zstd", "kafka.compression.type")))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith(
                        "kafka.compression.type is zstd, which does not work here (java.lang.UnsatisfiedLinkError: "
                                + "no libzstd-jni): it should be gzip or lz4");
    }
}
