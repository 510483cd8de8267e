package io.quarkiverse.kafkaproducer.runtime.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.Outcome;
import io.quarkiverse.kafkaproducer.SendRejectedException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkiverse.kafkaproducer.ValueSerializationException;

class StackTracesTest {

    private final StackTraces traces = new StackTraces();

    private static SendTimeoutException timeout() {
        return new SendTimeoutException(null, "orders", "not in time", null, Outcome.NOT_SENT, true, null);
    }

    private static SendRejectedException rejected(Throwable cause) {
        return new SendRejectedException(null, "orders", "refused", cause, Outcome.NOT_SENT, false, true, null);
    }

    @Test
    void anOutageHasOneNowAndThen() {
        long due = LongStream.range(0, 1000).filter(i -> traces.isDue(timeout(), i * StackTraces.PAUSE / 100)).count();

        assertThat(due).isEqualTo(10);
    }

    @Test
    void eachKindOfFailureHasItsOwn() {
        assertThat(traces.isDue(timeout(), 0)).isTrue();
        assertThat(traces.isDue(rejected(new DisconnectException()), 0)).isTrue();
        assertThat(traces.isDue(rejected(new TopicAuthorizationException("orders")), 0)).isTrue();
        assertThat(traces.isDue(rejected(new DisconnectException()), 0)).isFalse();
    }

    @Test
    void whatIsWrongWithAValueAlwaysHasOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(traces.isDue(new ValueSerializationException("orders", "cannot be written"), 0)).isTrue();
        }
    }
}
