package org.acme.orders;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The source of the lines. Its size is known for a regular file only, not for a pipe. */
record Input(InputStream stream, OptionalLong size) implements Closeable {

    private static final String STANDARD_INPUT = "-";
    private static final String EXPECTED = "; --input should be a file with one JSON document a line, or - for standard input";

    /**
     * @throws IOException if there is nothing to read; its message is for the user
     */
    static Input open(String name) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return new Input(System.in, OptionalLong.empty());
        }
        try {
            Path file = Path.of(name);
            if (name.isBlank() || Files.isDirectory(file)) {
                throw new IOException("'" + name + "' is " + (name.isBlank() ? "no file name" : "a directory") + EXPECTED);
            }
            return new Input(Files.newInputStream(file),
                    Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty());
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file '" + Path.of(name).toAbsolutePath() + "'" + EXPECTED, e);
        } catch (AccessDeniedException e) {
            throw new IOException("The file '" + name + "' may not be read: permission denied" + EXPECTED, e);
        } catch (InvalidPathException e) {
            throw new IOException("'" + Printable.text(name) + "' is no file name: " + e.getReason() + EXPECTED, e);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
