package io.quarkiverse.kafkaproducer.deployment;

import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import io.quarkiverse.kafkaproducer.runtime.jta.TransactionConfinement;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.BytecodeTransformerBuildItem;
import io.quarkus.gizmo.Gizmo;

/**
 * Keeps JTA transactions off the threads where reactive sends complete, if the application has transactions. There is one
 * provider of their context, which cannot be replaced or decorated: what it returns is changed in its bytecode.
 */
class TransactionConfinementProcessor {

    private static final String PROVIDER = "io.smallrye.context.jta.context.propagation.JtaContextProvider";

    @BuildStep
    void confineTransactions(Capabilities capabilities, BuildProducer<BytecodeTransformerBuildItem> transformers) {
        if (capabilities.isPresent(Capability.TRANSACTIONS) && QuarkusClassLoader.isClassPresentAtRuntime(PROVIDER)) {
            transformers.produce(new BytecodeTransformerBuildItem.Builder().setClassToTransform(PROVIDER)
                    .setCacheable(true).setVisitorFunction((name, visitor) -> new ConfinedProvider(visitor)).build());
        }
    }

    /** Passes the snapshots that the provider returns through {@link TransactionConfinement}. */
    private static final class ConfinedProvider extends ClassVisitor {

        private static final String SNAPSHOT = Type.getDescriptor(ThreadContextSnapshot.class);

        private ConfinedProvider(ClassVisitor next) {
            super(Gizmo.ASM_API_VERSION, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!name.equals("currentContext") || !descriptor.endsWith(SNAPSHOT)) {
                return next;
            }
            return new MethodVisitor(Gizmo.ASM_API_VERSION, next) {
                @Override
                public void visitInsn(int opcode) {
                    if (opcode == Opcodes.ARETURN) {
                        visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(TransactionConfinement.class), "confine",
                                "(" + SNAPSHOT + ")" + SNAPSHOT, false);
                    }
                    super.visitInsn(opcode);
                }
            };
        }
    }
}
