package org.acme.orders;

/** Text from the input, made fit for a terminal: nothing in it can move the cursor or pretend to be another line. */
final class Printable {

    private Printable() {
    }

    static String text(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isShown(character)) {
                printable.appendCodePoint(character);
            } else if (Character.isBmpCodePoint(character)) {
                printable.append(String.format("\\u%04x", character));
            } else {
                printable.append(String.format("\\u{%x}", character));
            }
        });
        return printable.toString();
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
