package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.HashMap;
import java.util.Map;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.logging.Logger;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** What is on the stack and in the variables of the methods of a class; each is analyzed when it is asked for. */
final class Analyses {

    private static final Logger LOG = Logger.getLogger(Analyses.class);

    private static final String DESERIALIZATION = "$deserializeLambda$";

    private final ClassNode node;
    private final ClassInfo info;
    private final Generics generics;
    private final Map<MethodNode, Frame<BasicValue>[]> frames = new HashMap<>();

    Analyses(ClassNode node, ClassInfo info, Generics generics) {
        this.node = node;
        this.info = info;
        this.generics = generics;
    }

    /** Before an instruction; null if it is never reached. */
    Frame<BasicValue> frame(MethodNode method, AbstractInsnNode instruction) {
        Frame<BasicValue>[] known = frames.get(method);
        if (known == null) {
            known = analyze(method);
            frames.put(method, known);
        }
        return known[method.instructions.indexOf(instruction)];
    }

    @SuppressWarnings("unchecked")
    private Frame<BasicValue>[] analyze(MethodNode method) {
        try {
            return new Analyzer<BasicValue>(new TypeInterpreter(method, parameters(method), generics)) {

                @Override
                protected Frame<BasicValue> newFrame(int locals, int stack) {
                    return new MadeValues(locals, stack);
                }

                @Override
                protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
                    return new MadeValues(frame);
                }
            }.analyze(node.name, method);
        } catch (AnalyzerException e) {
            // another program than a compiler may have written it; the application may be all right nevertheless
            LOG.warnf(e, "What is sent by %s.%s is not known, as its byte code cannot be analyzed", info.name(), method.name);
            return new Frame[method.instructions.size()];
        }
    }

    /** The parameters that are known better than by the descriptor, by local variable. */
    private Map<Integer, BasicValue> parameters(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) == 0 ? declared(method) : captured(method);
    }

    private Map<Integer, BasicValue> declared(MethodNode method) {
        Map<Integer, BasicValue> parameters = new HashMap<>();
        for (MethodInfo signature : info.methods()) {
            if (signature.name().equals(method.name) && signature.descriptor().equals(method.desc)) {
                int local = isStatic(method) ? 0 : 1;
                Type[] types = Type.getArgumentTypes(method.desc);
                for (int i = 0; i < types.length; i++) {
                    parameters.put(local, TypeInterpreter.generic(types[i], signature.parameterType(i)));
                    local += types[i].getSize();
                }
            }
        }
        return parameters;
    }

    /** The body of a lambda has no generic signature: what it captures is what is on the stack where the lambda is made. */
    private Map<Integer, BasicValue> captured(MethodNode body) {
        Map<Integer, BasicValue> parameters = new HashMap<>();
        for (MethodNode method : node.methods) {
            if (method == body || method.name.equals(DESERIALIZATION)) {
                continue;
            }
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof InvokeDynamicInsnNode dynamic && makes(dynamic, body)) {
                    Frame<BasicValue> frame = frame(method, dynamic);
                    Type[] types = Type.getArgumentTypes(dynamic.desc);
                    int local = 0;
                    for (int i = 0; frame != null && i < types.length; i++) {
                        parameters.put(local, frame.getStack(frame.getStackSize() - types.length + i));
                        local += types[i].getSize();
                    }
                }
            }
        }
        return parameters;
    }

    private boolean makes(InvokeDynamicInsnNode dynamic, MethodNode body) {
        return dynamic.bsmArgs.length > 1 && dynamic.bsmArgs[1] instanceof Handle handle
                && handle.getOwner().equals(node.name) && handle.getName().equals(body.name)
                && handle.getDesc().equals(body.desc);
    }

    private static boolean isStatic(MethodNode method) {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }
}
