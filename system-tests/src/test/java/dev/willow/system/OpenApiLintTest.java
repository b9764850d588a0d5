package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a linter that others made has to say about the documents in `docs/openapi`.
class OpenApiLintTest {
    private static final Path DOCUMENTS = Launcher.ROOT.resolve("docs/openapi");
    private static final long BOUND_SECONDS = 120;

    @TempDir
    Path folder;

    @BeforeEach
    void install() throws Exception {
        assumeTrue(isThere("npm"), "skipped: there is no npm on the PATH");
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) Files.copy(file, folder.resolve(file.getFileName()));
        }
        Run installed = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        assumeTrue(installed.code() == 0, "skipped: the linter could not be installed:\n" + installed.output());
    }

    @Test
    void the_linter_finds_no_error_in_the_documents() throws Exception {
        Run lint = run("npm", "run", "lint");
        assertThat(lint.code()).as(lint.output()).isZero();
        assertThat(lint.output()).contains("locker.json: validated", "limiter.json: validated", "willow.json: validated");
    }

    @Test
    void the_linter_finds_an_example_that_is_not_what_it_is_said_to_be() throws Exception {
        Path document = folder.resolve("willow.json");
        String right = Files.readString(document);
        String wrong = right.replace("\"MaxItems\" : 50", "\"MaxItems\" : \"fifty\"");
        assertThat(wrong).isNotEqualTo(right);
        Files.writeString(document, wrong);
        Run lint = run("npm", "run", "lint");
        assertThat(lint.code()).isNotZero();
        assertThat(lint.output()).contains("no-invalid-media-type-examples");
    }

    private record Run(int code, String output) {}

    private Run run(String... command) throws IOException, InterruptedException {
        File output = folder.resolve("output.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output);
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

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
