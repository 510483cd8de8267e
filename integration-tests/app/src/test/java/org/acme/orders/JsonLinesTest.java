package org.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class JsonLinesTest {

    private static final String LONG = "x".repeat(5 * 1024 * 1024);

    @Test
    void blankLinesAreSkippedAndCounted() throws IOException {
        assertThat(read("\n{}\r\n   \r\n[]")).extracting(Line::number).containsExactly(2L, 4L);
    }

    @Test
    void anEmptyInputHasNoLines() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        assertThat(read("1\n2")).extracting(JsonLinesTest::text).containsExactly("1", "2");
        assertThat(read("1\n2\n")).extracting(JsonLinesTest::text).containsExactly("1", "2");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        assertThat(read("\uFEFF1\n2")).extracting(JsonLinesTest::text).containsExactly("1", "2");
    }

    @Test
    void aLineOfOtherBytesThanUtf8IsBad() throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes("\"é\"\n".getBytes(StandardCharsets.ISO_8859_1));
        input.writeBytes("\"é\"\n".getBytes(StandardCharsets.UTF_8));

        assertThat(read(new ByteArrayInputStream(input.toByteArray()))).extracting(JsonLinesTest::text)
                .containsExactly("not UTF-8", "\"é\"");
    }

    @Test
    void aLineTooLongToKeepIsBadAndTheNextOneIsNot() throws IOException {
        assertThat(read("\"" + LONG + "\"\n2")).extracting(JsonLinesTest::text)
                .containsExactly("longer than 4194304 bytes", "2");
    }

    @Test
    void aNumberTooLongForTheReaderIsBadAndTheNextLineIsNot() throws IOException {
        assertThat(read("1".repeat(2_000) + "\n2")).extracting(JsonLinesTest::text)
                .containsExactly("a number, a name or the nesting is longer than the JSON reader takes", "2");
    }

    @Test
    void nestingTooDeepForTheReaderIsBadAndTheNextLineIsNot() throws IOException {
        assertThat(read("[".repeat(100_000) + "\n2")).extracting(JsonLinesTest::text)
                .containsExactly("a number, a name or the nesting is longer than the JSON reader takes", "2");
    }

    @Test
    void moreThanOneDocumentOnALineIsBad() throws IOException {
        assertThat(read("{} {}\n1")).extracting(Line::getClass).isEqualTo(List.of(Line.NotJson.class, Line.Document.class));
    }

    @Test
    void linesAreWholeHoweverTheInputComes() throws IOException {
        InputStream dripping = new SequenceInputStream(new ByteArrayInputStream("{\"a\":".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream("1}\n2".getBytes(StandardCharsets.UTF_8)));

        assertThat(read(dripping)).extracting(JsonLinesTest::text).containsExactly("{\"a\":1}", "2");
    }

    @Test
    void theBytesReadGrowToTheSizeOfTheInput() throws IOException {
        byte[] input = "{}\n\n[]\r\n3".getBytes(StandardCharsets.UTF_8);
        JsonLines lines = new JsonLines(new ByteArrayInputStream(input), new ObjectMapper());

        lines.next();
        assertThat(lines.bytesRead()).isEqualTo(3);
        lines.next();
        lines.next();
        assertThat(lines.bytesRead()).isEqualTo(input.length);
    }

    private static List<Line> read(String input) throws IOException {
        return read(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Line> read(InputStream input) throws IOException {
        JsonLines lines = new JsonLines(input, new ObjectMapper());
        List<Line> all = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static String text(Line line) {
        return line instanceof Line.Document document ? document.value().toString() : ((Line.NotJson) line).reason();
    }
}
