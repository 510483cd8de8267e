package io.quarkiverse.kafkaproducer.runtime.queue;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last events of a simulation, as text. */
final class Trace {

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();

    Trace(int most) {
        this.most = most;
    }

    void add(long now, int inside, String text, Object... details) {
        StringBuilder line = new StringBuilder(String.format("%12.3f ms %s", now / 1e6, "  ".repeat(inside)));
        int from = 0;
        for (Object detail : details) {
            int at = text.indexOf("{}", from);
            line.append(text, from, at).append(detail);
            from = at + 2;
        }
        lines.addLast(line.append(text.substring(from)).toString());
        if (lines.size() > most) {
            lines.removeFirst();
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
