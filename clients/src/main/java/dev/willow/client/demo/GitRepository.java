package dev.willow.client.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A repository, read through the `git` command and never written to.
///
/// @param folder  what the commands run in
/// @param name    the name of the repository's folder
/// @param objects where its objects are stored
record GitRepository(Path folder, String name, Path objects) {

    /// A branch and its last commit.
    record Branch(String name, String tip) {}

    /// @param path a folder within a repository, or a bare repository
    /// @throws DemoException if it is none
    static GitRepository open(Path path) {
        if (!Files.isDirectory(path)) throw new DemoException(path + " is not a folder");
        Path folder = path.toAbsolutePath().normalize();
        List<String> found = linesOf(folder, path + " is not a git repository", "rev-parse", "--git-common-dir");
        Path common = folder.resolve(found.getFirst()).normalize();
        Path named = common.endsWith(".git") ? common.getParent() : common;
        String name = named.getFileName().toString().replaceFirst("\\.git$", "");
        return new GitRepository(folder, name, common.resolve("objects"));
    }

    /// The local heads, and the remote-tracking branches that have no local head of the same name. Where two remotes
    /// have a branch of one name, the second keeps the remote in its name.
    ///
    /// @throws DemoException if there is no commit on any branch
    List<Branch> branches() {
        Map<String, Branch> branches = new LinkedHashMap<>();
        for (Branch local : refs("refs/heads/")) branches.put(local.name(), local);
        Set<String> locals = Set.copyOf(branches.keySet());
        List<String> remotes = lines("remote");
        refs("refs/remotes/").stream().sorted(Comparator.comparing(ref -> !ref.name().startsWith("origin/"))).forEach(ref -> {
            String plain = withoutRemote(ref.name(), remotes);
            String name = branches.containsKey(plain) ? ref.name() : plain;
            if (!locals.contains(plain)) branches.put(name, new Branch(name, ref.tip()));
        });
        if (branches.isEmpty()) throw new DemoException(folder + " has no branch with a commit yet");
        return List.copyOf(branches.values());
    }

    /// The refs below a prefix, named without it. Symbolic ones such as `origin/HEAD` only repeat another branch.
    private List<Branch> refs(String prefix) {
        return lines("for-each-ref", "--format=%(refname) %(objectname) %(symref)", prefix).stream()
                .map(line -> line.split(" "))
                .filter(parts -> parts.length == 2)
                .map(parts -> new Branch(parts[0].substring(prefix.length()), parts[1]))
                .toList();
    }

    /// Both the name of a remote and that of a branch may have slashes.
    private static String withoutRemote(String ref, List<String> remotes) {
        return remotes.stream()
                .filter(remote -> ref.startsWith(remote + "/"))
                .max(Comparator.comparing(String::length))
                .map(remote -> ref.substring(remote.length() + 1))
                .orElse(ref);
    }

    /// Where everything is merged in the end: `main`, else `master`, else the branch checked out, else the first.
    String mainBranch(List<Branch> branches) {
        Set<String> names = branches.stream().map(Branch::name).collect(Collectors.toCollection(LinkedHashSet::new));
        Stream<String> checkedOut = lines("for-each-ref", "--format=%(HEAD)%(refname:lstrip=2)", "refs/heads").stream()
                .filter(line -> line.startsWith("*")).map(line -> line.substring(1));
        return Stream.of(Stream.of("main", "master"), checkedOut, names.stream()).flatMap(it -> it)
                .filter(names::contains).findFirst().orElseThrow();
    }

    /// Every commit that the branch has, parents before their children, so that its last commit comes last.
    void forEachCommit(Branch branch, Consumer<String> consumer) {
        read(folder, "cannot read the commits of " + branch.name(), consumer, "rev-list", "--topo-order", "--reverse", branch.tip());
    }

    /// `sha1`, or `sha256` for a repository that was made with it.
    String objectFormat() {
        return lines("rev-parse", "--show-object-format").getFirst();
    }

    private List<String> lines(String... arguments) {
        return linesOf(folder, "git " + arguments[0] + " failed in " + folder, arguments);
    }

    private static List<String> linesOf(Path folder, String failure, String... arguments) {
        List<String> lines = new ArrayList<>();
        read(folder, failure, lines::add, arguments);
        return lines;
    }

    private static void read(Path folder, String failure, Consumer<String> consumer, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = ChildProcesses.start(
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD));
        try (BufferedReader output = git.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(consumer);
            if (git.waitFor() != 0) throw new DemoException(failure);
        } catch (IOException | UncheckedIOException broken) {
            throw new DemoException(failure, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoException(failure, interrupted);
        } finally {
            git.destroyForcibly();
        }
    }
}
