package io.quarkiverse.kafkaproducer.runtime.outbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The headers of a record as bytes: a byte that says whether the key was given as bytes, then for each header the length and
 * the bytes of its name and of its value, -1 for a value that is null. Nothing at all stands for a text key, or none, and no
 * headers.
 */
final class StoredHeaders {

    private static final byte TEXT_KEY = 0;
    private static final byte BYTES_KEY = 1;
    private static final int NULL = -1;

    private StoredHeaders() {
    }

    static byte[] write(Iterable<Header> headers, boolean bytesKey) {
        if (!bytesKey && !headers.iterator().hasNext()) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(bytesKey ? BYTES_KEY : TEXT_KEY);
            for (Header header : headers) {
                write(header.key().getBytes(StandardCharsets.UTF_8), out);
                write(header.value(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(byte[] part, DataOutputStream out) throws IOException {
        out.writeInt(part == null ? NULL : part.length);
        if (part != null) {
            out.write(part);
        }
    }

    static boolean isBytesKey(byte[] stored) {
        return stored != null && stored.length > 0 && stored[0] == BYTES_KEY;
    }

    /** @throws IllegalArgumentException if somebody else wrote them */
    static List<Header> read(byte[] stored) {
        List<Header> headers = new ArrayList<>();
        if (stored == null || stored.length == 0) {
            return headers;
        }
        ByteBuffer in = ByteBuffer.wrap(stored, 1, stored.length - 1);
        try {
            while (in.hasRemaining()) {
                byte[] name = part(in);
                headers.add(new RecordHeader(new String(name, StandardCharsets.UTF_8), part(in)));
            }
        } catch (BufferUnderflowException | NegativeArraySizeException | NullPointerException e) {
            throw new IllegalArgumentException("The headers in the outbox table were not written by this extension", e);
        }
        return headers;
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.getInt();
        if (length == NULL) {
            return null;
        }
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }
}
