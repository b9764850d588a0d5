package dev.willow.client.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A runner's scratch folder: a clone that borrows the objects of the repository, in which one commit after the other is
/// checked out and built. The repository itself is never written to.
///
/// @param folder  the working folder of the clone
/// @param output  takes what the present build prints
/// @param command for `sh -c`; without one: `git show --stat`
record Checkout(Path folder, File output, Optional<String> command, ChildProcesses children) {

    /// @param scratch where the folder is made
    /// @param name    of the runner
    static Checkout make(GitRepository repository, Path scratch, String name, Optional<String> command, ChildProcesses children)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(scratch.resolve(name));
        Checkout checkout = new Checkout(folder, scratch.resolve(name + ".log").toFile(), command, children);
        if (checkout.git("init", "--quiet", "--object-format=" + repository.objectFormat()) != 0)
            throw new DemoException("cannot make a scratch folder: " + checkout.lastLine());
        Path git = folder.resolve(".git");
        Files.writeString(git.resolve("objects/info/alternates"), repository.objects() + "\n");
        Path shallow = repository.objects().resolveSibling("shallow"); // names the commits whose parents are not there
        if (Files.exists(shallow)) Files.copy(shallow, git.resolve("shallow"), StandardCopyOption.REPLACE_EXISTING);
        return checkout;
    }

    /// Checks a commit out and runs the command on it.
    ///
    /// @return the exit code of the command, or of what failed before it
    /// @throws InterruptedException if this thread was interrupted; the command has been stopped
    int build(Channel channel, String commit) throws IOException, InterruptedException {
        Files.write(output.toPath(), new byte[0]);
        int exitCode = git("clean", "-ffdxq");
        if (exitCode == 0) exitCode = git("-c", "advice.detachedHead=false", "checkout", "--quiet", "--force", "--detach", commit);
        if (exitCode != 0) return exitCode;
        if (command.isEmpty()) return git("--no-pager", "show", "--stat", commit);
        return children.run(List.of("sh", "-c", command.get()), folder, output,
                Map.of("WILLOW_COMMIT", commit, "WILLOW_BRANCH", channel.branch(), "WILLOW_OS", channel.os().label()));
    }

    /// The last thing that the present build said.
    String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(output.toPath(), StandardCharsets.ISO_8859_1);
        return lines.reversed().stream().filter(line -> !line.isBlank()).findFirst().orElse("(it said nothing)");
    }

    private int git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return children.run(command, folder, output, Map.of());
    }
}
