package io.quarkiverse.kafkaproducer.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Measures, with {@code -Dscan.classes=5000}, what a large application without a producer pays for the search. */
@EnabledIfSystemProperty(named = "scan.classes", matches = "\\d+")
class ScanCostTest {

    private static final List<String> STEPS = List.of("SendCallsProcessor", "PayloadTypesProcessor", "TypedProducersProcessor");

    private static final String METRICS = "quarkus.builder.metrics.enabled";

    @TempDir
    Path directory;

    @Test
    void printsTheTimeOfTheBuildSteps() throws Exception {
        int classes = Integer.getInteger("scan.classes");

        ProductionBuild build;
        System.setProperty(METRICS, "true");
        try {
            build = ProductionBuild.of(directory, jar -> addClasses(jar, classes), Map.of());
        } finally {
            System.clearProperty(METRICS);
        }

        JsonNode metrics = new ObjectMapper().readTree(build.target().resolve("build-metrics.json").toFile());
        List<JsonNode> steps = StreamSupport.stream(metrics.path("records").spliterator(), false)
                .filter(step -> STEPS.stream().anyMatch(step.path("stepId").asText()::contains)).toList();
        assertThat(steps).isNotEmpty();
        steps.forEach(step -> System.out.printf("%d classes: %s %d ms%n", classes, step.path("stepId").asText(),
                step.path("duration").asLong()));
    }

    /** Beans of some size, each of which uses the next one. */
    private static void addClasses(JavaArchive jar, int classes) {
        for (int i = 0; i < classes; i++) {
            String name = "org/acme/generated/Class" + i;
            jar.add(new ByteArrayAsset(generate(name, "org/acme/generated/Class" + (i + 1) % classes)), name + ".class");
        }
    }

    private static byte[] generate(String name, String next) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitAnnotation(Type.getDescriptor(Singleton.class), true).visitEnd();
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
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
}
