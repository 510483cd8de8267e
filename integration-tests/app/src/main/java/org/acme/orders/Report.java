package org.acme.orders;

import java.io.Closeable;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;

import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The output for the user, in UTF-8 whatever the platform's charset is: acknowledgments and sums on standard output, what went
 * wrong on standard error, and under them, while a long input is sent to a terminal, a progress bar.
 */
final class Report implements Closeable {

    /** Some hundred lines; less than that is sent before a bar can be looked at. */
    private static final long LONG_INPUT = 64 * 1024;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final ProgressBar bar;

    /**
     * @param bar null for none
     */
    Report(PrintStream out, PrintStream err, ProgressBar bar) {
        this.out = out;
        this.err = err;
        this.bar = bar;
    }

    static Report toConsole(OptionalLong inputSize) {
        boolean showBar = inputSize.orElse(0) > LONG_INPUT && Terminal.isInteractive();
        return new Report(utf8(System.out), utf8(System.err), showBar ? new ProgressBar(inputSize.getAsLong()) : null);
    }

    static void complain(String message) {
        utf8(System.err).println(message);
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    void acknowledged(RecordMetadata written, String key, long nanos) {
        print(out, String.format(Locale.ROOT, "%s  partition %d  offset %d  %s  %.2f ms", written.topic(), written.partition(),
                written.offset(), key == null ? "no key" : "key '" + Printable.text(key) + "'", nanos / 1e6));
    }

    void failed(long line, String reason) {
        print(err, "line " + line + ": " + reason);
    }

    void progress(long bytesRead, Sending sending) {
        if (bar != null) {
            bar.moveTo(bytesRead, sending.sent(), sending.failed());
        }
    }

    void sent(Sending sending, KeyField keyField) {
        close();
        if (sending.stoppedAfter() > 0) {
            err.println("stopped: the lines after line " + sending.stoppedAfter() + " were not sent");
        }
        out.println("sent " + sending.sent() + ", failed " + sending.failed());
        if (sending.sent() > 0) {
            out.printf(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms (the first send, which connects, %.2f ms)%n",
                    sending.latencies().percentile(50), sending.latencies().percentile(99), sending.latencies().first());
        }
        if (keyField.isGiven() && sending.withoutKey() > 0) {
            out.println(sending.withoutKey() + " sent without a key: there is no text, number or boolean in the field '"
                    + Printable.text(keyField.name()) + "'");
        }
    }

    void readBack(ReadBack.Result result) {
        StringBuilder line = new StringBuilder("read back " + result.found() + " of " + result.expected());
        if (result.different() > 0) {
            line.append(", ").append(result.different()).append(" not as sent");
        }
        if (result.error() != null) {
            line.append(", ").append(result.error());
        }
        if (result.outOfOrder() != null) {
            line.append(", order not kept for key '").append(Printable.text(result.outOfOrder())).append('\'');
        } else if (result.found() == result.expected()) {
            line.append(", order kept for every key");
        }
        out.println(line);
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        if (bar != null && !bar.text().isEmpty()) {
            bar.hide();
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    private void print(PrintStream stream, String line) {
        if (bar == null) {
            stream.println(line);
        } else {
            // at once, so that the bar does not flicker
            stream.print(CLEAR_LINE + line + System.lineSeparator() + bar.text());
            stream.flush();
        }
    }
}
