package io.quarkiverse.kafkaproducer.broker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The child's standard error, which the parent sent to a file: when the file is full, it begins anew.
 * <p>
 * It must have been opened for appending, so that what the JVM itself reports goes to the same file.
 */
final class BoundedLogFile extends OutputStream {

    private static final long MAXIMUM_BYTES = 4 << 20;

    private final FileOutputStream file = new FileOutputStream(FileDescriptor.err);

    @Override
    public void write(int b) throws IOException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (file.getChannel().size() > MAXIMUM_BYTES) {
            file.getChannel().truncate(0);
        }
        file.write(bytes, offset, length);
    }
}
