package io.quarkiverse.kafkaproducer.runtime.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordSizeTest {

    private static final int MOST_TOO_MUCH_WITHOUT_TEXT = 128;

    @Property(tries = 300)
    void itIsNeverBelowKafkasOwnEstimateWithATextKey(@ForAll("texts") String key, @ForAll("values") byte[] value,
            @ForAll("headers") Map<String, byte[]> headers) {
        ProducerRecord<Object, byte[]> record = record(key, value, headers);

        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        assertThat(RecordSize.of(record)).isGreaterThanOrEqualTo(kafkasEstimate(bytes, record));
    }

    @Property(tries = 300)
    void itIsNeverBelowKafkasOwnEstimateWithABinaryKey(@ForAll("values") byte[] key, @ForAll("values") byte[] value,
            @ForAll("headers") Map<String, byte[]> headers) {
        ProducerRecord<Object, byte[]> record = record(key, value, headers);

        assertThat(RecordSize.of(record)).isGreaterThanOrEqualTo(kafkasEstimate(key, record));
    }

    @Property(tries = 300)
    void itIsNotMuchAboveKafkasOwnEstimateWhereNothingIsText(@ForAll("values") byte[] key, @ForAll("values") byte[] value) {
        ProducerRecord<Object, byte[]> record = record(key, value, Map.of());

        assertThat(RecordSize.of(record)).isLessThanOrEqualTo(kafkasEstimate(key, record) + MOST_TOO_MUCH_WITHOUT_TEXT);
    }

    @Test
    void aTombstoneWithoutAKeyTakesRoomToo() {
        ProducerRecord<Object, byte[]> record = record(null, null, Map.of());

        assertThat(RecordSize.of(record)).isGreaterThanOrEqualTo(kafkasEstimate(null, record));
    }

    private static int kafkasEstimate(byte[] key, ProducerRecord<Object, byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key,
                record.value(), record.headers().toArray());
    }

    private static ProducerRecord<Object, byte[]> record(Object key, byte[] value, Map<String, byte[]> headers) {
        RecordHeaders added = new RecordHeaders();
        headers.forEach(added::add);
        return new ProducerRecord<>("orders", null, null, key, value, added);
    }

    /** Surrogates, whole and lone, included. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(300).injectNull(0.1);
    }

    @Provide
    Arbitrary<byte[]> values() {
        return Arbitraries.integers().between(0, 2_000).map(byte[]::new).injectNull(0.1);
    }

    @Provide
    Arbitrary<Map<String, byte[]>> headers() {
        return Arbitraries.maps(Arbitraries.strings().all().ofMaxLength(50), values()).ofMaxSize(5);
    }
}
