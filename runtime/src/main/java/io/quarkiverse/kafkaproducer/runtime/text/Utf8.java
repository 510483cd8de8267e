package io.quarkiverse.kafkaproducer.runtime.text;

/** Checks whether UTF-8 can write a text. */
public final class Utf8 {

    private Utf8() {
    }

    /**
     * Returns where in a text there is half a character, a surrogate without the other one; -1 if there is none. Java writes a
     * question mark for it, so that different texts become the same bytes.
     */
    public static int indexOfLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
