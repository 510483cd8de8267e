package io.quarkiverse.kafkaproducer.deployment.calls;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A class of the application.
 *
 * @param node its byte code
 * @param info its declarations
 */
record ClassCode(ClassNode node, ClassInfo info) {

    /** Null if it has none. */
    MethodNode method(String name, String descriptor) {
        for (MethodNode method : node.methods) {
            if (method.name.equals(name) && method.desc.equals(descriptor)) {
                return method;
            }
        }
        return null;
    }

    /** Returns the method with its generic signature. */
    MethodInfo declaration(MethodNode method) {
        for (MethodInfo declared : info.methods()) {
            if (declared.name().equals(method.name) && declared.descriptor().equals(method.desc)) {
                return declared;
            }
        }
        throw new IllegalArgumentException(info.name() + " does not declare " + method.name + method.desc);
    }

    static boolean isStatic(MethodNode method) {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }

    static boolean isPrivate(MethodNode method) {
        return (method.access & Opcodes.ACC_PRIVATE) != 0;
    }

    /** The body of a lambda, for instance, which has no generic signature. */
    static boolean isSynthetic(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0;
    }
}
