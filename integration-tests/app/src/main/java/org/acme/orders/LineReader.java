package org.acme.orders;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream of any length into lines, and never keeps more than one of them, nor more of it than the limit. */
final class LineReader {

    private final InputStream stream;
    private final int limit;
    private final byte[] chunk = new byte[1 << 16];
    private int next;
    private int end;
    private long bytesRead;

    LineReader(InputStream stream, int limit) {
        this.stream = stream;
        this.limit = limit;
    }

    /** One line without its end. What goes beyond the limit is not kept. */
    record Bytes(byte[] content, boolean cut) {
    }

    /**
     * @return the next line, or null at the end
     */
    Bytes next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        boolean cut = false;
        while (next < end || fill()) {
            any = true;
            int newline = newline();
            int length = Math.min(newline - next, limit - line.size());
            cut |= length < newline - next;
            line.write(chunk, next, length);
            bytesRead += newline - next;
            next = newline;
            if (next < end) {
                next++;
                bytesRead++;
                break;
            }
        }
        return any ? new Bytes(line.toByteArray(), cut) : null;
    }

    long bytesRead() {
        return bytesRead;
    }

    private int newline() {
        int position = next;
        while (position < end && chunk[position] != '\n') {
            position++;
        }
        return position;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(stream.read(chunk), 0);
        return end > 0;
    }
}
