package io.quarkiverse.kafkaproducer.deployment.calls;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** A frame in which an object, once its constructor has run, is what the constructor made of it. */
final class MadeValues extends Frame<BasicValue> {

    MadeValues(int locals, int stack) {
        super(locals, stack);
    }

    MadeValues(Frame<? extends BasicValue> frame) {
        super(frame);
    }

    @Override
    public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter) throws AnalyzerException {
        if (instruction instanceof MethodInsnNode call && call.name.equals("<init>")) {
            int arguments = Type.getArgumentTypes(call.desc).length;
            BasicValue raw = getStack(getStackSize() - arguments - 1);
            BasicValue made = made(call, raw, getStackSize() - arguments);
            super.execute(instruction, interpreter);
            replace(raw, made);
        } else {
            super.execute(instruction, interpreter);
        }
    }

    private BasicValue made(MethodInsnNode call, BasicValue raw, int first) {
        SendMethod makes = SendMethod.of(call.owner, call.name, call.desc);
        return makes != null && raw instanceof TypedValue record && getStack(first + makes.topic()) instanceof TypedValue topic
                ? record.withConstants(topic.constants())
                : raw;
    }

    /** By identity: the object may be on the stack more than once. */
    private void replace(BasicValue one, BasicValue by) {
        for (int i = 0; i < getLocals(); i++) {
            if (getLocal(i) == one) {
                setLocal(i, by);
            }
        }
        for (int i = 0; i < getStackSize(); i++) {
            if (getStack(i) == one) {
                setStack(i, by);
            }
        }
    }
}
