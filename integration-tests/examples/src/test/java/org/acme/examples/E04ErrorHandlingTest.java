package org.acme.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import io.quarkiverse.kafkaproducer.SendException;
import io.quarkiverse.kafkaproducer.SendTimeoutException;
import io.quarkus.test.junit.QuarkusTest;

/** Error Handling. */
@QuarkusTest
class E04ErrorHandlingTest extends Example {

    private static final Logger LOG = Logger.getLogger(E04ErrorHandlingTest.class);

    private static final class Unwritable {
    }

    private boolean safeSend(String topic, Object value) {
        try {
            producer.send(topic, value, Duration.ofSeconds(15));
            LOG.infof("Message sent successfully to %s", topic);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.errorf("Invalid parameters: %s", e.getMessage());
            return false;
        } catch (SendTimeoutException e) {
            LOG.errorf("Timeout waiting for acknowledgment: %s", e.getMessage());
            return false;
        } catch (SendException e) {
            LOG.errorf("Send failed: %s", e.getMessage());
            return false;
        }
    }

    @Test
    void safeSendTellsWhetherItWasSent() {
        assertThat(safeSend("notifications", Map.of("user_id", 789, "msg", "Welcome"))).isTrue();
        assertThat(safeSend("not a topic", Map.of("user_id", 789, "msg", "Welcome"))).isFalse();
        assertThat(safeSend("notifications", new Unwritable())).isFalse();

        assertWritten("notifications", "{\"user_id\": 789, \"msg\": \"Welcome\"}");
    }
}
