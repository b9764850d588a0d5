package dev.willow.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A tool that others made, which npm installs for a test into a folder of its own.
///
/// @param folder that is thrown away after the test
record Npm(Path folder) {
    private static final long BOUND_SECONDS = 120;

    /// @param output what it printed, errors included
    record Run(int code, String output) {}

    /// Copies the files of a folder, and installs what its `package.json` names. Skips the test, and says so, where that cannot be had.
    static Npm install(Path from, Path folder) throws IOException, InterruptedException {
        boolean isThere = Stream.of(System.getenv("PATH").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, "npm")));
        assumeTrue(isThere, "skipped: there is no npm on the PATH");
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) Files.copy(file, folder.resolve(file.getFileName()));
        }
        Npm npm = new Npm(folder);
        Run installed = npm.run("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        assumeTrue(installed.code() == 0, "skipped: the tool could not be installed:\n" + installed.output());
        return npm;
    }

    /// @throws AssertionError if it does not end
    Run run(String... words) throws IOException, InterruptedException {
        File output = folder.resolve("output.txt").toFile();
        List<String> command = Stream.concat(Stream.of("npm"), Stream.of(words)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output);
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        Process process = builder.start();
        if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end");
        }
        return new Run(process.exitValue(), Files.readString(output.toPath()));
    }
}
