package io.quarkiverse.kafkaproducer.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

import org.apache.kafka.common.utils.Exit;

/**
 * Runs in the child: removes the cluster's directory and halts when the parent has died.
 * <p>
 * The parent's end of the standard input is closed by the operating system however the parent dies. The parent's process is
 * awaited as well because that end may have been inherited by some other child of it.
 */
final class ParentWatch {

    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(20);

    private final TemporaryDirectory directory;

    ParentWatch(TemporaryDirectory directory) {
        this.directory = directory;
    }

    void start(InputStream fromParent, long parent) {
        Thread input = new Thread(() -> awaitEnd(fromParent), "parent-watch");
        input.setDaemon(true);
        input.start();
        ProcessHandle.of(parent).ifPresentOrElse(handle -> handle.onExit().thenRun(this::orphaned), this::orphaned);
    }

    private void awaitEnd(InputStream fromParent) {
        try {
            fromParent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // as good as its end
        }
        orphaned();
    }

    private synchronized void orphaned() {
        // The broker would halt this process as soon as its files are gone, with the rest of them still there.
        Exit.setHaltProcedure((status, message) -> sleepForEver());
        Exit.setExitProcedure((status, message) -> sleepForEver());
        Instant limit = Instant.now().plus(REMOVAL_LIMIT);
        // The broker keeps writing meanwhile, and other nodes do, so one pass may not be enough.
        while (Files.exists(directory.path()) && Instant.now().isBefore(limit)) {
            try {
                directory.delete();
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        Runtime.getRuntime().halt(BrokerMain.EXIT_ORPHANED);
    }

    private static void sleepForEver() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
