package io.quarkiverse.kafkaproducer.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTransformation;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.kafkaproducer.Producer;
import io.quarkiverse.kafkaproducer.ProducerName;
import io.quarkiverse.kafkaproducer.ReactiveProducer;
import io.quarkiverse.kafkaproducer.ReactiveTopicProducer;
import io.quarkiverse.kafkaproducer.Topic;
import io.quarkiverse.kafkaproducer.TopicProducer;
import io.quarkiverse.kafkaproducer.runtime.config.ProducersConfig;
import io.quarkiverse.kafkaproducer.runtime.prepare.RecordCheck;
import io.quarkiverse.kafkaproducer.runtime.producers.DeclaredTopic;
import io.quarkiverse.kafkaproducer.runtime.producers.DeclaredTopics;
import io.quarkiverse.kafkaproducer.runtime.producers.ProducerRecorder;
import io.quarkiverse.kafkaproducer.runtime.producers.Producers;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AnnotationsTransformerBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem.ExtendedBeanConfigurator;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;

/** Producers of one topic and type: finds where they are injected, checks what is declared there, and makes their beans. */
class TypedProducersProcessor {

    static final DotName TOPIC_PRODUCER = DotName.createSimple(TopicProducer.class);
    static final DotName REACTIVE_TOPIC_PRODUCER = DotName.createSimple(ReactiveTopicProducer.class);

    private static final Set<DotName> TYPED = Set.of(TOPIC_PRODUCER, REACTIVE_TOPIC_PRODUCER,
            OutboxProcessor.TOPIC_OUTBOX);
    private static final Set<DotName> UNTYPED = Set.of(DotName.createSimple(Producer.class),
            DotName.createSimple(ReactiveProducer.class), OutboxProcessor.OUTBOX);

    private static final DotName TOPIC = DotName.createSimple(Topic.class);
    private static final DotName NAME = DotName.createSimple(ProducerName.class);

    /** An annotation of a library is not a qualifier otherwise. */
    @BuildStep
    AdditionalBeanBuildItem qualifier() {
        return AdditionalBeanBuildItem.builder().addBeanClass(Topic.class).build();
    }

    /** An annotation on a record's component is on its accessor, too, which ArC would take for a producer method. */
    @BuildStep
    AnnotationsTransformerBuildItem accessorsOfRecords() {
        return new AnnotationsTransformerBuildItem(AnnotationTransformation.forMethods()
                .whenMethod(method -> TYPED.contains(method.returnType().name()) && isAccessor(method))
                .transform(accessor -> accessor.remove(annotation -> annotation.name().equals(TOPIC)
                        || annotation.name().equals(NAME))));
    }

    private static boolean isAccessor(MethodInfo method) {
        return method.declaringClass().isRecord() && method.parametersCount() == 0
                && method.declaringClass().recordComponent(method.name()) != null;
    }

    @BuildStep
    void find(BeanDiscoveryFinishedBuildItem beans, BuildProducer<TypedProducerBuildItem> typed,
            BuildProducer<WrongUseBuildItem> wrong) {
        List<InjectionPointInfo> points = new ArrayList<>(beans.getInjectionPoints());
        // so that one build is like another
        points.sort(Comparator.comparing(InjectionPointInfo::getTargetInfo));
        for (InjectionPointInfo point : points) {
            AnnotationInstance topic = point.getRequiredQualifier(TOPIC);
            if (topic == null || point.isSynthetic()) {
                continue;
            }
            Type type = point.getRequiredType();
            String declared = topic.value().asString();
            List<String> problems = new ArrayList<>();
            checkTopic(declared, problems);
            checkType(type, problems);
            if (problems.isEmpty() && TYPED.contains(type.name())) {
                typed.produce(new TypedProducerBuildItem(producerOf(point), declared, type.asParameterizedType(),
                        point.getTargetInfo()));
            }
            problems.forEach(problem -> wrong.produce(new WrongUseBuildItem(
                    "@Topic(\"" + declared + "\") " + type + " at " + point.getTargetInfo() + ": " + problem, true)));
        }
    }

    private static String producerOf(InjectionPointInfo point) {
        AnnotationInstance name = point.getRequiredQualifier(NAME);
        return name == null ? ProducersConfig.DEFAULT_NAME
                : InjectedProducersProcessor.legal(name.value().asString(), point);
    }

    private static void checkTopic(String topic, List<String> problems) {
        try {
            if (DeclaredTopics.expression(topic).getReferencedStrings().isEmpty()) {
                RecordCheck.checkTopic(topic);
            }
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private static void checkType(Type type, List<String> problems) {
        if (UNTYPED.contains(type.name())) {
            problems.add("a " + type.name().withoutPackagePrefix() + " sends to any topic; it should be "
                    + (type.name().equals(OutboxProcessor.OUTBOX) ? "a TopicOutbox"
                            : "a TopicProducer or a ReactiveTopicProducer")
                    + ", or without @Topic");
        } else if (TYPED.contains(type.name())) {
            if (type.kind() != Type.Kind.PARAMETERIZED_TYPE) {
                problems.add("it does not say what it sends; it should have the type of the values, such as "
                        + type.name().withoutPackagePrefix() + "<Order>");
            } else if (!isConcrete(type)) {
                problems.add("there is a wildcard or a type variable in it; it should say what exactly it sends, such as "
                        + type.name().withoutPackagePrefix() + "<Order>");
            }
        }
    }

    private static boolean isConcrete(Type type) {
        return switch (type.kind()) {
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().stream()
                    .allMatch(TypedProducersProcessor::isConcrete);
            case ARRAY -> isConcrete(type.asArrayType().elementType());
            case CLASS, PRIMITIVE -> true;
            default -> false;
        };
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(ProducerRecorder recorder, List<TypedProducerBuildItem> typed, List<WrongUseBuildItem> wrong,
            BuildProducer<SyntheticBeanBuildItem> beans, BuildProducer<ValidationErrorBuildItem> errors) {
        tellWrong(wrong, errors);
        if (typed.isEmpty()) {
            return;
        }
        beans.produce(SyntheticBeanBuildItem.configure(DeclaredTopics.class)
                .scope(Singleton.class)
                .setRuntimeInit()
                .addInjectionPoint(type(Producers.class))
                .createWith(recorder.declaredTopics(typed.stream()
                        .map(one -> new DeclaredTopic(one.producer(), one.topic(),
                                one.type().arguments().get(0).name().toString(), one.at()))
                        .toList()))
                .unremovable()
                .startup()
                .done());
        record Bean(String producer, String topic, Type type) {
        }
        typed.stream().filter(one -> !one.facade().equals(OutboxProcessor.TOPIC_OUTBOX))
                .map(one -> new Bean(one.producer(), one.topic(), one.type())).distinct()
                .forEach(one -> beans.produce(bean(recorder, one.producer(), one.topic(), one.type())));
    }

    /**
     * Reports wrong uses. Fails at once if a bean would be missing, because ArC would report the same injection points again.
     */
    private static void tellWrong(List<WrongUseBuildItem> wrong, BuildProducer<ValidationErrorBuildItem> errors) {
        Set<String> messages = new TreeSet<>();
        wrong.forEach(one -> messages.add(one.message()));
        if (wrong.stream().anyMatch(WrongUseBuildItem::isOfInjection)) {
            throw error(String.join("\n", messages));
        }
        messages.forEach(message -> errors.produce(new ValidationErrorBuildItem(error(message))));
    }

    /** Makes an exception without a stack trace: it would only say where in the build this was found. */
    private static DeploymentException error(String message) {
        DeploymentException error = new DeploymentException(message);
        error.setStackTrace(new StackTraceElement[0]);
        return error;
    }

    private static SyntheticBeanBuildItem bean(ProducerRecorder recorder, String producer, String topic, Type type) {
        ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.create(type.name())
                .addType(type)
                .scope(ApplicationScoped.class)
                .addQualifier(AnnotationInstance.builder(Topic.class).value(topic).build())
                .setRuntimeInit()
                .addInjectionPoint(type(Producers.class))
                .addInjectionPoint(type(DeclaredTopics.class))
                .checkActive(recorder.checkActive(producer));
        if (!producer.equals(ProducersConfig.DEFAULT_NAME)) {
            // without a name it is the default producer that is meant, though this one, too, has the topic
            bean.addQualifier(AnnotationInstance.builder(ProducerName.class).value(producer).build()).defaultBean();
        }
        Type value = type.asParameterizedType().arguments().get(0);
        String canonical = value.kind() == Type.Kind.PARAMETERIZED_TYPE ? canonical(value) : null;
        return (type.name().equals(TOPIC_PRODUCER) ? bean.createWith(recorder.topicProducer(producer, topic, canonical))
                : bean.createWith(recorder.reactiveTopicProducer(producer, topic, canonical))).done();
    }

    /** A class with its arguments, as Jackson reads it; null where there is something else in it, such as an array. */
    static String canonical(Type type) {
        if (type.kind() == Type.Kind.CLASS) {
            return type.name().toString();
        }
        if (type.kind() != Type.Kind.PARAMETERIZED_TYPE) {
            return null;
        }
        List<String> arguments = new ArrayList<>();
        for (Type argument : type.asParameterizedType().arguments()) {
            String canonical = canonical(argument);
            if (canonical == null) {
                return null;
            }
            arguments.add(canonical);
        }
        return type.name() + "<" + String.join(",", arguments) + ">";
    }

    private static Type type(Class<?> type) {
        return ClassType.create(DotName.createSimple(type));
    }
}
