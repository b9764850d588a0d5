package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a linter that others made has to say about the documents in `docs/openapi`.
class OpenApiLintTest {
    private static final Path DOCUMENTS = Launcher.ROOT.resolve("docs/openapi");

    @TempDir
    Path folder;

    private Npm npm;

    @BeforeEach
    void install() throws Exception {
        npm = Npm.install(DOCUMENTS, folder);
    }

    @Test
    void the_linter_finds_no_error_in_the_documents() throws Exception {
        Npm.Run lint = npm.run("run", "lint");
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
        Npm.Run lint = npm.run("run", "lint");
        assertThat(lint.code()).isNotZero();
        assertThat(lint.output()).contains("no-invalid-media-type-examples");
    }
}
