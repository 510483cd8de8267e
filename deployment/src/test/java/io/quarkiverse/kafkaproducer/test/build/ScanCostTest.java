package io.quarkiverse.kafkaproducer.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.kafkaproducer.Producer;

/**
 * Measures, with {@code -Dscan.classes=5000}, what a large application pays at build: one that sends nothing, and one a tenth
 * of
 * whose classes do; and what a native build of it pays, which looks at the types of values, too.
 */
@EnabledIfSystemProperty(named = "scan.classes", matches = "\\d+")
class ScanCostTest {

    private static final String METRICS = "quarkus.builder.metrics.enabled";
    private static final int ONE_IN = 10;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({ "false, false", "true, false", "true, true" })
    void printsTheTimeOfTheBuildSteps(boolean sends, boolean isNative) throws Exception {
        int classes = Integer.getInteger("scan.classes");

        ProductionBuild build;
        System.setProperty(METRICS, "true");
        try {
            build = ProductionBuild.of(directory, jar -> addClasses(jar, classes, sends),
                    isNative ? Map.of("quarkus.native.enabled", "true", "quarkus.native.sources-only", "true",
                            "quarkus.package.jar.enabled", "false") : Map.of());
        } finally {
            System.clearProperty(METRICS);
        }

        JsonNode metrics = new ObjectMapper().readTree(build.target().resolve("build-metrics.json").toFile());
        List<JsonNode> steps = StreamSupport.stream(metrics.path("records").spliterator(), false)
                .filter(step -> step.path("stepId").asText().startsWith("io.quarkiverse.kafkaproducer.")).toList();
        assertThat(steps).isNotEmpty();
        System.out.printf("%d classes, sending %s, native %s: %d ms in the extension's %d steps, of %d ms%n", classes, sends,
                isNative, steps.stream().mapToLong(step -> step.path("duration").asLong()).sum(), steps.size(),
                metrics.path("duration").asLong());
        steps.stream().filter(step -> step.path("duration").asLong() > 5).forEach(step -> System.out.printf("  %s %d ms%n",
                step.path("stepId").asText(), step.path("duration").asLong()));
    }

    /** Beans of some size, each of which uses the next one. */
    private static void addClasses(JavaArchive jar, int classes, boolean sends) {
        for (int i = 0; i < classes; i++) {
            String name = "org/acme/generated/Class" + i;
            jar.add(new ByteArrayAsset(generate(name, "org/acme/generated/Class" + (i + 1) % classes,
                    sends && i % ONE_IN == 0)), name + ".class");
        }
    }

    private static byte[] generate(String name, String next, boolean sends) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitAnnotation(Type.getDescriptor(Singleton.class), true).visitEnd();
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        if (sends) {
            addSend(writer, name);
        }
        for (int i = 0; i < 20; i++) {
            MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "method" + i, "(L" + next + ";)Ljava/lang/String;",
                    null, null);
            method.visitVarInsn(Opcodes.ALOAD, 1);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitTypeInsn(Opcodes.CHECKCAST, next);
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, next, "method" + (i + 1) % 20, "(L" + next + ";)Ljava/lang/String;",
                    false);
            method.visitInsn(Opcodes.ARETURN);
            method.visitMaxs(0, 0);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Sends an object of the class. */
    private static void addSend(ClassWriter writer, String name) {
        String producer = Type.getInternalName(Producer.class);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "send", "(L" + producer + ";)V", null, null);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitLdcInsn("orders");
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKEINTERFACE, producer, "send",
                "(Ljava/lang/String;Ljava/lang/Object;)Lorg/apache/kafka/clients/producer/RecordMetadata;", true);
        method.visitInsn(Opcodes.POP);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
