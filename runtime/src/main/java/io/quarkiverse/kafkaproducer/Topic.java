package io.quarkiverse.kafkaproducer;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Objects;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;

/**
 * Declares the topic of a {@link TopicProducer} or a {@link ReactiveTopicProducer} where it is injected.
 *
 * <pre>
 * &#64;Inject
 * &#64;Topic("orders")
 * TopicProducer&lt;Order&gt; orders;
 * </pre>
 *
 * The type of the values must be stated, without wildcards. Together with {@link ProducerName} the values are sent by a named
 * producer. A name that is no legal Kafka topic name fails the build; one that comes from the configuration, the start. The
 * metadata of declared topics is fetched in the background after the start, so that the first send need not wait for it.
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({ FIELD, METHOD, PARAMETER, TYPE })
public @interface Topic {

    /**
     * The name of the topic. In it <code>${property}</code> and <code>${property:default}</code> stand for what the
     * configuration says when the application starts.
     *
     * @return a legal Kafka topic name, or one in which there are expressions
     */
    String value();

    /** For programmatic lookups: {@code instance.select(Topic.Literal.of("orders"))}. */
    final class Literal extends AnnotationLiteral<Topic> implements Topic {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = Objects.requireNonNull(value, "value");
        }

        /**
         * The qualifier for a topic.
         *
         * @param value as it stands at the injection point, not null
         * @return the qualifier
         */
        public static Literal of(String value) {
            return new Literal(value);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
