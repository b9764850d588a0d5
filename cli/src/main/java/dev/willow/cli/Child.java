package dev.willow.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A command that is run, with the output of this process.
final class Child {
    /// Between the request to end and the force.
    private static final int GRACE_SECONDS = 10;

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /// Runs a command that reads what this process reads.
    ///
    /// @throws NotRunException if it cannot be run
    static Child start(List<String> command, Map<String, String> environment) {
        return start(builder(command, environment).redirectInput(Redirect.INHERIT));
    }

    /// Runs a command that reads these bytes.
    ///
    /// @throws NotRunException if it cannot be run
    static Child start(List<String> command, Map<String, String> environment, byte[] input) {
        Child child = start(builder(command, environment));
        child.write(input);
        return child;
    }

    private static Child start(ProcessBuilder builder) {
        try {
            return new Child(builder.start());
        } catch (IOException wrong) {
            throw new NotRunException(wrong);
        }
    }

    /// There is no such command, or it must not be run.
    static final class NotRunException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NotRunException(IOException cause) {
            super(cause.getMessage().strip(), cause);
        }
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder;
    }

    /// On a thread of its own: a command that does not read must not hold up who waits for its end.
    private void write(byte[] input) {
        Thread.ofPlatform().daemon().name("input of " + process.pid()).start(() -> {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException closed) {
                // it did not want to read all of it
            }
        });
    }

    /// @return its exit code
    /// @throws InterruptedException after it was stopped, if this thread was interrupted
    int await() throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            stop();
            throw interrupted;
        }
    }

    /// Asks it and all that it has started to end, and makes them after a while.
    void stop() {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        family.forEach(ProcessHandle::destroy);
        boolean isInterrupted = false;
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) family.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException impatient) {
            isInterrupted = true;
            family.forEach(ProcessHandle::destroyForcibly);
        }
        process.onExit().join(); // which cannot take long now
        if (isInterrupted) Thread.currentThread().interrupt();
    }
}
