package dev.willow.client.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Starts commands and sees to it that none outlives the demo.
final class ChildProcesses {
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    ChildProcesses() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(ChildProcesses::destroy)));
    }

    /// Runs a command to its end.
    ///
    /// @param folder where it runs
    /// @param output takes what it prints
    /// @return its exit code
    /// @throws InterruptedException if this thread was interrupted; the command and its children have been stopped
    int run(List<String> command, Path folder, File output, Map<String, String> environment) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().putAll(environment);
        Process process = start(builder);
        running.add(process);
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } catch (IOException alreadyGone) {
            return process.waitFor();
        } finally {
            if (process.isAlive()) destroy(process);
            running.remove(process);
        }
    }

    /// @throws DemoException if the command cannot be started
    static Process start(ProcessBuilder builder) {
        // Set where the demo is started from a hook; they would point git at another repository.
        builder.environment().keySet().removeAll(Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"));
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new DemoException("cannot run " + builder.command().getFirst() + ": " + missing.getMessage(), missing);
        }
    }

    /// What it starts in this very moment may be missed; the launcher ends the whole process group after the demo.
    private static void destroy(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
