package io.quarkiverse.kafkaproducer.runtime.config;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

import io.quarkus.runtime.ImageMode;

/**
 * Tries the codec that batches are compressed by. Those of zstd and snappy are native libraries, which are unpacked and loaded
 * when they are first used: in a send, which would be late to learn that it cannot be done here.
 */
final class CompressionCodec {

    private static final int BUFFER = 512;

    private final Function<String, OutputStream> codecs;

    CompressionCodec() {
        this(type -> Compression.of(type).build().wrapForOutput(new ByteBufferOutputStream(BUFFER),
                RecordBatch.CURRENT_MAGIC_VALUE));
    }

    CompressionCodec(Function<String, OutputStream> codecs) {
        this.codecs = codecs;
    }

    /** @throws WrongSettingException if it does not work here */
    void check(Setting type) {
        try (OutputStream compressed = codecs.apply(type.text())) {
            compressed.write(0);
        } catch (IOException | RuntimeException | LinkageError e) {
            Throwable reason = e;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            throw WrongSettingException.of(type, "is " + type.text() + ", which does not work "
                    + (ImageMode.current().isNativeImage() ? "in this native executable" : "here") + " (" + reason + "): it "
                    + "should be gzip or lz4, which need no native library; or the library of " + type.text() + " should be "
                    + "there for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch") + ", and "
                    + System.getProperty("java.io.tmpdir") + ", which it is unpacked to, be writable");
        }
    }
}
