package io.quarkiverse.kafkaproducer.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({ "delivery.timeout.ms, 120000, 2 min", "request.timeout.ms, 30000, 30 s", "linger.ms, 0, 0 ms",
            "retry.backoff.ms, 1500, 1.5 s", "metadata.max.age.ms, 300001, 300001 ms", "some.ms, 86400000, 1 day",
            "some.ms, 7200000, 2 h", "some.ms, -1, -1 ms", "some.ms, 1000, 1 s",
            "buffer.memory, 67108864, 64 MiB", "batch.size, 131072, 128 KiB", "max.request.size, 1000, 1000 bytes",
            "receive.buffer.bytes, -1, -1 bytes", "some.bytes, 1073741824, 1 GiB", "some.ms, [hidden], [hidden]",
            "retries, 2147483647, 2147483647", "acks, all, all" })
    void durationsAndSizesHaveTheirUnitAndKeepTheirDigits(String name, String value, String shown) {
        assertThat(Units.property(name, value)).isEqualTo(shown);
    }
}
