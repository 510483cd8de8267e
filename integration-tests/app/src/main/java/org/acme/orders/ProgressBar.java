package org.acme.orders;

import java.util.Locale;

/** The last line of the terminal while a long input is sent. */
final class ProgressBar {

    private static final int WIDTH = 30;

    private final long total;
    private String shown = "";

    /**
     * @param total in bytes, which are known before the lines are
     */
    ProgressBar(long total) {
        this.total = total;
    }

    void moveTo(long done, long sent, long failed) {
        double part = Math.min(1, (double) done / total);
        int filled = (int) (part * WIDTH);
        shown = String.format(Locale.ROOT, "[%s%s] %3.0f %%  %d sent, %d failed", "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                Math.floor(part * 100), sent, failed);
    }

    void hide() {
        shown = "";
    }

    String text() {
        return shown;
    }
}
