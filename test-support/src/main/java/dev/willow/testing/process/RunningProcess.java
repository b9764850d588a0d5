package dev.willow.testing.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A process whose output is read line by line as it comes, so that a test can wait for a line.
public final class RunningProcess {
    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    public RunningProcess(String name, ProcessBuilder command) throws IOException {
        this.name = name;
        process = command.redirectErrorStream(true).start();
        // Not a virtual thread: one that reads a pipe keeps its carrier, and a few of them leave the test's callers none.
        reader = Thread.ofPlatform().daemon().name("output of " + name).start(this::read);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(this::add);
        } catch (UncheckedIOException | IOException closed) {
            add("(output cut off: " + closed.getMessage() + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// The first line that is meant, once it has come.
    ///
    /// @throws AssertionError if it does not come in time, or the process ends before
    public synchronized String awaitLine(Predicate<String> meant, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (int seen = 0; ; seen++) {
            while (seen == lines.size()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (ended || left <= 0) throw new AssertionError(name + " did not print what was expected:\n" + output());
                wait(left);
            }
            if (meant.test(lines.get(seen))) return lines.get(seen);
        }
    }

    public synchronized String output() {
        return String.join("\n", lines);
    }

    /// Waits for the end of the process and of its output.
    ///
    /// @return its exit code
    public int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
            throw new AssertionError(name + " did not end within " + patience + ":\n" + output());
        reader.join(patience);
        return process.exitValue();
    }

    /// SIGKILL, and waits until it has struck.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /// Writes a line to its standard input.
    public void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// Any signal by its name, such as `INT`.
    public void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start().waitFor();
    }

    public long pid() {
        return process.pid();
    }

    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }
}
