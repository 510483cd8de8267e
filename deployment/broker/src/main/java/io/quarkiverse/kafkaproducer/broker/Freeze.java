package io.quarkiverse.kafkaproducer.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * A process that is stopped, and will be continued when this process dies: a stopped process does not notice the death of
 * its parent, and would live for ever. So a shell stops it, waits for the end of its own standard input, and continues it.
 */
final class Freeze {

    /** The signal is sent before it is seen: on a busy machine the threads may go on for a while, and answer a request. */
    private static final String UNTIL_STOPPED = "n=0; while [ $n -lt 500 ] && grep -hs ^State: /proc/$0/task/*/status"
            + " | grep -qv T; do n=$((n+1)); sleep 0.01; done; ";
    private static final String SCRIPT = "trap '' INT HUP TERM; kill -STOP $0 || exit; " + UNTIL_STOPPED
            + "echo frozen; read -r _; kill -CONT $0";

    private final Process shell;

    private Freeze(Process shell) {
        this.shell = shell;
    }

    static Freeze of(long pid) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            throw new UnsupportedOperationException("Windows has no signal that stops a process and one that continues it");
        }
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT, Long.toString(pid)).redirectErrorStream(true).start();
            String answer = shell.inputReader().readLine();
            if (!"frozen".equals(answer)) {
                shell.destroyForcibly();
                throw new IllegalStateException("Process " + pid + " could not be stopped: " + answer);
            }
            return new Freeze(shell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void thaw() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shell.onExit().join();
    }

    /** Must be called when the stopped process has been killed. */
    void forget() {
        shell.destroyForcibly().onExit().join();
    }
}
