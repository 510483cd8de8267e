package io.quarkiverse.kafkaproducer.runtime.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text and bytes from outside, made safe to stand in one line of a log or a message. */
public final class Quoted {

    private static final String CUT = "...";

    private Quoted() {
    }

    /** Returns text in single quotes. Characters that could start or hide a line are escaped. */
    public static String text(String text) {
        return "'" + escape(text) + "'";
    }

    /** Returns {@link #text(String)} of the first characters, with three dots for the rest. */
    public static String text(String text, int most) {
        String begin = beginning(text, most);
        return begin.length() == text.length() ? text(text) : text(begin) + CUT;
    }

    /** Returns {@link #escape(String)} of the first characters, with three dots for the rest. */
    public static String escape(String text, int most) {
        String begin = beginning(text, most);
        return begin.length() == text.length() ? escape(text) : escape(begin) + CUT;
    }

    /** Returns {@link #bytes(byte[])} of the first bytes, with three dots for the rest. */
    public static String bytes(byte[] bytes, int most) {
        return bytes.length <= most ? bytes(bytes) : bytes(Arrays.copyOf(bytes, most)) + CUT;
    }

    /** Returns the first characters, with three dots for the rest. */
    static String cut(String text, int most) {
        String begin = beginning(text, most);
        return begin.length() == text.length() ? text : begin + CUT;
    }

    /** Returns the beginning of a text. Never ends in half a character. */
    private static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Returns bytes in the way Python prints them: {@code b'app-1'}. */
    public static String bytes(byte[] bytes) {
        String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
        char quote = latin1.indexOf('\'') >= 0 && latin1.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(bytes.length + 3).append('b').append(quote);
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (c == '\\' || c == quote) {
                out.append('\\').append(c);
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c < ' ' || c > '~') {
                out.append("\\x").append(hex(c, 2));
            } else {
                out.append(c);
            }
        }
        return out.append(quote).toString();
    }

    /** Escapes text, without quotes. Text that has nothing to escape is returned as it is. */
    public static String escape(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                // nearly all
                i++;
            } else if (isUnsafe(text.codePointAt(i))) {
                return escapeFrom(text, i);
            } else {
                i += Character.charCount(text.codePointAt(i));
            }
        }
        return text;
    }

    private static String escapeFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        text.substring(first).codePoints().forEach(c -> {
            if (!isUnsafe(c)) {
                out.appendCodePoint(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else {
                for (char unit : Character.toChars(c)) {
                    out.append("\\u").append(hex(unit, 4));
                }
            }
        });
        return out.toString();
    }

    /**
     * Controls, line and paragraph separators, format characters, which can be invisible or reverse the text around them, and
     * halves of characters, which no encoding can write.
     */
    private static boolean isUnsafe(int c) {
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    private static String hex(char c, int digits) {
        String hex = Integer.toHexString(c);
        return "0".repeat(digits - hex.length()) + hex;
    }
}
