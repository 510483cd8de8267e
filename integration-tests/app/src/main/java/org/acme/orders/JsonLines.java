package org.acme.orders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;

/** JSON Lines: a JSON document on every line that is not blank, in UTF-8 whatever the platform's charset is. */
final class JsonLines {

    /** Four times what a broker takes as one record, unless it is told otherwise. */
    private static final int LONGEST_LINE = 4 * 1024 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final LineReader lines;
    private final ObjectReader json;
    private long number;

    JsonLines(InputStream stream, ObjectMapper mapper) {
        this.lines = new LineReader(stream, LONGEST_LINE);
        // a double would round the numbers, and 12.50 is to stay 12.50
        this.json = mapper.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * @return the next line that is not blank, or null at the end
     * @throws IOException if the stream breaks
     */
    Line next() throws IOException {
        for (LineReader.Bytes line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (line.cut()) {
                return new Line.NotJson(number, "longer than " + LONGEST_LINE + " bytes");
            }
            try {
                String text = text(line.content());
                if (!text.isBlank()) {
                    return new Line.Document(number, json.readTree(text));
                }
            } catch (CharacterCodingException e) {
                return new Line.NotJson(number, "not UTF-8");
            } catch (StreamConstraintsException e) {
                return new Line.NotJson(number, "a number, a name or the nesting is longer than the JSON reader takes");
            } catch (JsonProcessingException e) {
                // its own message quotes the line
                return new Line.NotJson(number, "not JSON, by column " + e.getLocation().getColumnNr());
            }
        }
        return null;
    }

    long bytesRead() {
        return lines.bytesRead();
    }

    private String text(byte[] content) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        return number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
