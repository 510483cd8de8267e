package io.quarkiverse.kafkaproducer.devui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusProdModeTest;

/** The same application in production. */
class ProductionTest {

    private static final Path LOADED = Path.of("target", "loaded-classes.log").toAbsolutePath();

    @RegisterExtension
    static final QuarkusProdModeTest APPLICATION = new QuarkusProdModeTest()
            .withApplicationRoot(jar -> jar.addClass(Shop.class)
                    .addAsResource(new StringAsset(DevMode.properties()), "application.properties"))
            .setJVMArgs(List.of("-Xlog:class+load:file=" + LOADED))
            .setRuntimeProperties(Map.of("quarkus.http.port", String.valueOf(DevMode.PORT)))
            .setRun(true);

    @Test
    void nothingOfTheDevUiIsThere() throws IOException, InterruptedException {
        assertThat(DevMode.post("/shop/order", "user-1")).isEqualTo(204);

        assertThat(DevMode.get("/q/dev-ui/")).isEqualTo(404);
        List<String> loaded = Files.readAllLines(LOADED);
        assertThat(loaded).anyMatch(line -> line.contains("io.quarkiverse.kafkaproducer.runtime.producers.Producers "));
        assertThat(loaded).noneMatch(line -> line.contains("io.quarkiverse.kafkaproducer.runtime.dev."));
    }
}
