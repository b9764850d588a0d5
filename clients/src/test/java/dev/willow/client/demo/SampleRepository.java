package dev.willow.client.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Makes git repositories to test with, through `git fast-import`: hundreds of commits in a few milliseconds.
public final class SampleRepository {
    private static final long FIRST_COMMIT_SECONDS = 1_700_000_000;

    private SampleRepository() {}

    /// A repository whose branches `main`, `feature-1`, `feature-2` ... each have as many commits of their own; each
    /// feature begins at the last commit of `main`. Every commit changes a file named after its branch.
    ///
    /// @param folder is made
    /// @param branches from 1
    /// @param commits  of each branch, from 1
    public static Path create(Path folder, int branches, int commits) throws IOException, InterruptedException {
        git(folder.getParent(), "", "init", "--quiet", "--initial-branch=main", folder.toString());
        StringBuilder stream = new StringBuilder();
        for (int branch = 0; branch < branches; branch++) {
            String name = branch == 0 ? "main" : "feature-" + branch;
            for (int commit = 1; commit <= commits; commit++) {
                String message = name + " " + commit + "\n";
                stream.append("commit refs/heads/").append(name)
                        .append("\ncommitter Sample <sample@example.org> ").append(FIRST_COMMIT_SECONDS + commit).append(" +0000")
                        .append("\ndata ").append(message.length()).append('\n').append(message)
                        .append(branch > 0 && commit == 1 ? "from refs/heads/main\n" : "")
                        .append("M 100644 inline ").append(name).append(".txt\n")
                        .append("data ").append(message.length()).append('\n').append(message).append('\n');
            }
        }
        git(folder, stream.toString(), "fast-import", "--quiet");
        return folder;
    }

    /// Runs git and fails if it does.
    ///
    /// @return what it printed
    public static String git(Path folder, String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-c", "user.name=Sample", "-c", "user.email=sample@example.org"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        try (OutputStream stdin = git.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) throw new IOException("git " + String.join(" ", arguments) + " failed: " + output);
        return output;
    }
}
