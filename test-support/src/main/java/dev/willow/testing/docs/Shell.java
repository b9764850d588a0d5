package dev.willow.testing.docs;

import dev.willow.testing.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A terminal in which the blocks of a page are typed, one after another. It ends at the first command that fails.
final class Shell {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final String name;
    private final RunningProcess bash;
    private int typed;

    /// @param folder where it is opened
    Shell(String name, Path folder, Map<String, String> environment) throws IOException {
        this.name = name;
        this.folder = folder;
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail").directory(folder.toFile());
        builder.environment().putAll(environment);
        bash = new RunningProcess("the terminal " + name, builder);
    }

    /// @throws AssertionError if a command fails, or does not end
    /// @return what was printed
    String run(List<String> lines) throws IOException, InterruptedException {
        String begin = marker("begin");
        String end = marker("end");
        type("printf '%s\\n' '" + begin + "'", lines, "printf '\\n%s\\n' '" + end + "'");
        bash.awaitLine(line -> line.equals(end), PATIENCE);
        String output = bash.output();
        String inside = output.substring(output.indexOf(begin) + begin.length() + 1, output.indexOf("\n" + end));
        return inside.stripTrailing();
    }

    /// Returns at once; what is typed may go on until the page ends.
    void begin(List<String> lines) throws IOException {
        type(":", lines, ":");
    }

    /// @throws AssertionError if such lines do not come, in this order
    void awaitLines(List<String> expected) throws InterruptedException {
        for (String line : expected) if (!line.strip().equals("…")) bash.awaitLine(printed -> Expected.matches(line, printed), PATIENCE);
        if (!new Expected(surrounded(expected)).matches(bash.output()))
            throw new AssertionError("the terminal " + name + " did not print this in this order:\n" + String.join("\n", expected) + "\nbut:\n" + bash.output());
    }

    private static List<String> surrounded(List<String> lines) {
        return List.of("…", String.join("\n…\n", lines), "…").stream().flatMap(String::lines).toList();
    }

    private String marker(String what) {
        return "--- " + what + " of " + name + " " + typed + " ---";
    }

    private void type(String before, List<String> lines, String after) throws IOException {
        Path block = Files.createDirectories(folder.resolve(".blocks")).resolve(name + "-" + typed++ + ".sh");
        Files.write(block, lines);
        bash.type(before);
        bash.type(". '" + block + "' </dev/null");
        bash.type(after);
    }

    /// As Ctrl-C does: whatever runs there hears of it.
    void close() throws IOException, InterruptedException {
        for (ProcessHandle child : bash.descendants()) child.destroy();
        for (ProcessHandle child : bash.descendants()) child.onExit().join();
        bash.kill();
    }
}
