package io.quarkiverse.kafkaproducer.runtime.failure;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.RetriableException;

import com.fasterxml.jackson.core.JacksonException;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;

/** Tells faults that pass, such as those of a network, from those that stay, in what code of the application throws. */
public final class PassingFault {

    private static final int DEEPEST = 100;

    /** Package of serializers that throw {@code IOException} for values that their schema forbids. */
    private static final String APICURIO_SERIALIZERS = "io.apicurio.registry.serde.";

    private PassingFault() {
    }

    /** Returns whether the same may succeed later, by the exception or one of its causes. */
    public static boolean isIn(Throwable thrown) {
        Throwable one = thrown;
        for (int depth = 0; one != null && depth < DEEPEST; depth++) {
            if (one instanceof RetriableException || one instanceof TimeoutException || isOfConnection(one)
                    || one instanceof IOException && !isOfData(one)) {
                return true;
            }
            one = one.getCause();
        }
        return false;
    }

    /** Returns whether a connection was lost, also in the words of Vert.x, which registry clients use. */
    private static boolean isOfConnection(Throwable one) {
        return one instanceof HttpClosedException || one instanceof StreamResetException;
    }

    /** These are I/O by their type, and yet say something of the value. */
    private static boolean isOfData(Throwable one) {
        return one instanceof JacksonException || one instanceof ObjectStreamException
                || one instanceof CharacterCodingException || one instanceof CharConversionException
                || one.getStackTrace().length > 0
                        && one.getStackTrace()[0].getClassName().startsWith(APICURIO_SERIALIZERS);
    }
}
