package io.quarkiverse.kafkaproducer.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.kafkaproducer.deployment.CompressionCodecsProcessor.NativeTarget;

class NativeTargetTest {

    @ParameterizedTest
    @CsvSource({ "Linux, amd64, so", "Linux, aarch64, so", "Mac OS X, x86_64, dylib", "Mac OS X, aarch64, dylib",
            "Windows Server 2022, amd64, dll" })
    void namesTheDirectoriesThatTheLibrariesAreIn(String system, String architecture, String extension) {
        NativeTarget target = NativeTarget.of(system, architecture);

        assertThat(resource(target.zstd() + "/libzstd-jni-" + zstdVersion() + '.' + extension)).isNotNull();
        assertThat(resource("org/xerial/snappy/native/" + target.snappy().replace("*", "") + '/'
                + (extension.equals("dll") ? "" : "lib") + "snappyjava." + extension)).isNotNull();
    }

    @Test
    void aMacBuildsForLinuxInAContainer() {
        assertThat(NativeTarget.of("Linux", "x86_64").zstd()).isEqualTo("linux/amd64");
    }

    private static String zstdVersion() {
        return com.github.luben.zstd.util.ZstdVersion.VERSION;
    }

    private static URL resource(String name) {
        return NativeTargetTest.class.getClassLoader().getResource(name);
    }
}
