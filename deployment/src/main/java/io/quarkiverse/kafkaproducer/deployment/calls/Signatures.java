package io.quarkiverse.kafkaproducer.deployment.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jboss.jandex.ArrayType;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** Types of byte code as types of Jandex. What a type variable stands for is not in a signature: it is an object. */
final class Signatures {

    private Signatures() {
    }

    /** Returns the type of a generic signature from the local variable table. */
    static Type type(String signature) {
        Type[] type = new Type[1];
        new SignatureReader(signature).acceptType(new Reader(parsed -> type[0] = parsed));
        return type[0];
    }

    /** Returns the type of a descriptor. */
    static Type type(org.objectweb.asm.Type type) {
        return switch (type.getSort()) {
            case org.objectweb.asm.Type.ARRAY -> ArrayType.create(type(type.getElementType()), type.getDimensions());
            case org.objectweb.asm.Type.OBJECT -> ClassType.create(DotName.createSimple(type.getClassName()));
            default -> Type.create(DotName.createSimple(type.getClassName()), Type.Kind.PRIMITIVE);
        };
    }

    private static final class Reader extends SignatureVisitor {

        private final Consumer<Type> whenRead;
        private final List<Type> arguments = new ArrayList<>();
        private String name;

        Reader(Consumer<Type> whenRead) {
            super(Opcodes.ASM9);
            this.whenRead = whenRead;
        }

        @Override
        public void visitBaseType(char descriptor) {
            whenRead.accept(type(org.objectweb.asm.Type.getType(String.valueOf(descriptor))));
        }

        @Override
        public void visitTypeVariable(String variable) {
            whenRead.accept(Generics.OBJECT);
        }

        @Override
        public SignatureVisitor visitArrayType() {
            return new Reader(component -> whenRead.accept(component.kind() == Type.Kind.ARRAY
                    ? ArrayType.create(component.asArrayType().elementType(), component.asArrayType().deepDimensions() + 1)
                    : ArrayType.create(component, 1)));
        }

        @Override
        public void visitClassType(String internalName) {
            name = internalName.replace('/', '.');
        }

        @Override
        public void visitInnerClassType(String inner) {
            name += '$' + inner;
            arguments.clear();
        }

        @Override
        public void visitTypeArgument() {
            arguments.add(Generics.OBJECT);
        }

        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
            return new Reader(argument -> arguments.add(wildcard == SUPER ? Generics.OBJECT : argument));
        }

        @Override
        public void visitEnd() {
            DotName className = DotName.createSimple(name);
            whenRead.accept(arguments.isEmpty() ? ClassType.create(className)
                    : ParameterizedType.create(className, arguments.toArray(Type[]::new), null));
        }
    }
}
