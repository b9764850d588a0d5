package dev.willow.faults.scene;

import dev.willow.testing.process.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Makes the syncs of a process slow, or fail, for as long as it is attached to it by `strace`.
public final class SyncFault implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProcess strace;

    private SyncFault(RunningProcess strace) {
        this.strace = strace;
    }

    static SyncFault slow(long pid, Duration by) throws IOException, InterruptedException {
        return attach(pid, "delay_enter=" + by.toNanos() / 1_000);
    }

    static SyncFault failing(long pid) throws IOException, InterruptedException {
        return attach(pid, "error=EIO");
    }

    /// @throws IOException if there is no `strace`, or it may not attach to a process that was started from here
    static void requireUsable() throws IOException, InterruptedException {
        Process guineaPig = new ProcessBuilder("sleep", "60").start();
        try {
            slow(guineaPig.pid(), Duration.ofMillis(1)).close();
        } finally {
            guineaPig.destroyForcibly().waitFor();
        }
    }

    private static SyncFault attach(long pid, String what) throws IOException, InterruptedException {
        RunningProcess strace = new RunningProcess("strace", new ProcessBuilder(List.of(
                "strace", "-f", "-o", "/dev/null", "-p", Long.toString(pid),
                "-e", "trace=fdatasync,fsync", "-e", "inject=fdatasync,fsync:" + what)));
        try {
            strace.awaitLine(line -> line.contains("attached"), PATIENCE);
        } catch (AssertionError refused) {
            strace.kill();
            throw new IOException("strace cannot attach: " + strace.output(), refused);
        }
        return new SyncFault(strace);
    }

    /// Lets the process go on as before.
    @Override
    public void close() throws IOException {
        try {
            if (strace.isAlive()) strace.signal("INT");
            strace.awaitExit(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
