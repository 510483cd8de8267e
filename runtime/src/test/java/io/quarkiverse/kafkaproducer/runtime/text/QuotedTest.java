package io.quarkiverse.kafkaproducer.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "user-123", "it's", "a\\nb", "Łukasz Żółw", "佐藤 花子", "café ☕", "😀", "e\u0301" })
    void printableTextStaysAsItIs(String text) {
        assertThat(Quoted.escape(text)).isSameAs(text);
        assertThat(Quoted.text(text)).isEqualTo("'" + text + "'");
    }

    @Test
    void longTextIsCutAndNeverInTheMiddleOfACharacter() {
        assertThat(Quoted.text("12345", 5)).isEqualTo("'12345'");
        assertThat(Quoted.text("123456", 5)).isEqualTo("'12345'...");
        assertThat(Quoted.text("1234😀", 5)).isEqualTo("'1234'...");
        assertThat(Quoted.escape("1234\n6", 5)).isEqualTo("1234\\n...");
        assertThat(Quoted.bytes(new byte[] { 'a', 'b' }, 2)).isEqualTo("b'ab'");
        assertThat(Quoted.bytes(new byte[] { 'a', 'b', 'c' }, 2)).isEqualTo("b'ab'...");
    }

    @Test
    void lineEndsAreEscaped() {
        assertThat(Quoted.escape("a\nERROR forged\r\n\tline")).isEqualTo("a\\nERROR forged\\r\\n\\tline");
        assertThat(Quoted.escape("\u0085 \u2028 \u2029 \u000b \f")).isEqualTo("\\u0085 \\u2028 \\u2029 \\u000b \\u000c");
    }

    @Test
    void controlsOfTheTerminalAreEscaped() {
        assertThat(Quoted.escape("\u001b[31mred \u0000 \u0008 \u007f \u009b31m"))
                .isEqualTo("\\u001b[31mred \\u0000 \\u0008 \\u007f \\u009b31m");
    }

    @Test
    void whatReversesTheDirectionOfTextIsEscaped() {
        assertThat(Quoted.escape("\u202a \u202b \u202c \u202d \u202e \u2066 \u2067 \u2068 \u2069 \u200e \u200f \u061c"))
                .isEqualTo("\\u202a \\u202b \\u202c \\u202d \\u202e \\u2066 \\u2067 \\u2068 \\u2069 \\u200e \\u200f \\u061c");
    }

    @Test
    void whatCannotBeSeenIsEscaped() {
        assertThat(Quoted.escape("user\u200b-\ufeff1\u00ad")).isEqualTo("user\\u200b-\\ufeff1\\u00ad");
        assertThat(Quoted.escape("user\udb40\udc41")).isEqualTo("user\\udb40\\udc41");
    }

    @Test
    void loneSurrogatesAreEscapedAndPairsAreNot() {
        assertThat(Quoted.escape("\ud83d")).isEqualTo("\\ud83d");
        assertThat(Quoted.escape("\ude00 😀 \ud83d!")).isEqualTo("\\ude00 😀 \\ud83d!");
        assertThat(Quoted.escape("\ude00\ud83d")).isEqualTo("\\ude00\\ud83d");
    }

    @Test
    void bytesArePrintedAsPythonDoes() {
        assertThat(bytes("")).isEqualTo("b''");
        assertThat(bytes("app-1 ~")).isEqualTo("b'app-1 ~'");
        assertThat(bytes("\t\n\r")).isEqualTo("b'\\t\\n\\r'");
        assertThat(bytes("\u0000\u000b\f\u001b\u007f\u00ff")).isEqualTo("b'\\x00\\x0b\\x0c\\x1b\\x7f\\xff'");
        assertThat(Quoted.bytes("é".getBytes(StandardCharsets.UTF_8))).isEqualTo("b'\\xc3\\xa9'");
    }

    @Test
    void bytesAreInDoubleQuotesOnlyWhereThatSavesAnEscape() {
        assertThat(bytes("it's")).isEqualTo("b\"it's\"");
        assertThat(bytes("say \"x\"")).isEqualTo("b'say \"x\"'");
        assertThat(bytes("it's \"x\"")).isEqualTo("b'it\\'s \"x\"'");
        assertThat(bytes("\\'")).isEqualTo("b\"\\\\'\"");
        assertThat(bytes("\\")).isEqualTo("b'\\\\'");
    }

    private static String bytes(String latin1) {
        return Quoted.bytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
