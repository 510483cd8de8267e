package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;

/** A test like those of an application: nothing here starts a broker, or says where one is. */
@QuarkusMainTest
class DevServicesTest {

    @Test
    @Launch({ "--input", "src/demo/orders.jsonl", "--topic", "orders", "--key", "user_id" })
    void theTestsOfAnApplicationHaveABrokerWithoutSayingSo(LaunchResult result) {
        assertThat(result.getOutputStream()).contains("sent 30, failed 0", "read back 30 of 30, order kept for every key");
    }
}
