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
 * Selects a named producer, which {@code quarkus.kafka-producer."name".*} configures.
 *
 * <pre>
 * &#64;Inject
 * &#64;ProducerName("payments")
 * Producer payments;
 * </pre>
 *
 * What is not set for the name is taken from the default producer, the one without a name, then from {@code kafka.*}. Where
 * the name has its own {@code bootstrap-servers}, nothing that has to do with the connection's security is.
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({ FIELD, METHOD, PARAMETER, TYPE })
public @interface ProducerName {

    /**
     * The name as it stands in the configuration.
     *
     * @return not blank
     */
    String value();

    /** For programmatic lookups: {@code instance.select(ProducerName.Literal.of("payments"))}. */
    final class Literal extends AnnotationLiteral<ProducerName> implements ProducerName {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = Objects.requireNonNull(value, "value");
        }

        /**
         * The qualifier for a name.
         *
         * @param value the name, not null
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
