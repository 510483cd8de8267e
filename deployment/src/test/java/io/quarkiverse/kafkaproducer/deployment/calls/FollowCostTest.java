package io.quarkiverse.kafkaproducer.deployment.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import io.quarkiverse.kafkaproducer.Producer;

/** Measures, with {@code -Dscan.classes=5000}, what it costs to follow a value to as many callers as are followed. */
@EnabledIfSystemProperty(named = "scan.classes", matches = "\\d+")
class FollowCostTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CALLERS = 190;
    private static final int CALLS = 5;

    static class Publisher {

        Producer producer;

        public void publish(Object value) {
            producer.send("t", value);
        }
    }

    @Test
    void printsTheTimeOfTheSearch() throws IOException {
        int classes = Integer.getInteger("scan.classes");
        Map<String, byte[]> files = new HashMap<>();
        for (int i = 0; i < classes; i++) {
            String name = "org/acme/generated/Class" + i;
            files.put(name + ".class", generate(name, i < CALLERS));
        }
        ClassLoader loader = loader(files);
        Index index = index(files);

        long start = THREADS.getCurrentThreadCpuTime();
        SendCalls sends = new SendCalls(new Classes(index, loader), name -> true);
        long found = THREADS.getCurrentThreadCpuTime();
        PayloadTypes types = sends.payloadTypes(name -> name.toString().startsWith("java."));
        sends.calls().forEach(call -> call.values().forEach(value -> types.add(value, call.where())));
        long collected = THREADS.getCurrentThreadCpuTime();

        assertThat(sends.calls()).hasSize(1);
        assertThat(types.sources()).isNotEmpty();
        System.out.printf("%d classes, %d of which publish: %d ms of CPU for the calls, %d ms for the types%n", classes,
                CALLERS,
                (found - start) / 1_000_000, (collected - found) / 1_000_000);
    }

    private static ClassLoader loader(Map<String, byte[]> files) {
        return new ClassLoader(FollowCostTest.class.getClassLoader()) {

            @Override
            public InputStream getResourceAsStream(String name) {
                byte[] file = files.get(name);
                return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
            }
        };
    }

    private static Index index(Map<String, byte[]> files) throws IOException {
        Indexer indexer = new Indexer();
        for (byte[] file : files.values()) {
            indexer.index(new ByteArrayInputStream(file));
        }
        indexer.indexClass(Publisher.class);
        return indexer.complete();
    }

    /** Twenty methods, some of which publish an object of the class, if it does at all. */
    private static byte[] generate(String name, boolean publishes) {
        String publisher = Type.getInternalName(Publisher.class);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        for (int i = 0; i < 20; i++) {
            String descriptor = publishes ? "(L" + publisher + ";)V" : "(Ljava/lang/Object;)V";
            MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "method" + i, descriptor, null, null);
            if (publishes && i < CALLS) {
                method.visitVarInsn(Opcodes.ALOAD, 1);
                method.visitVarInsn(Opcodes.ALOAD, 0);
                method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, publisher, "publish", "(Ljava/lang/Object;)V", false);
            }
            method.visitInsn(Opcodes.RETURN);
            method.visitMaxs(0, 0);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }
}
