package dev.willow.testing.docs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {
    private static final String SOURCE = """
            class Guide {
                void run() {
                    // snippet
                    first();
                    if (second())
                        third();
                    // end of snippet
                    hidden();
                }
            }
            """;

    @TempDir Path folder;

    private Path page;
    private Path source;

    @BeforeEach
    void files() throws IOException {
        page = folder.resolve("guide.md");
        source = Files.writeString(folder.resolve("Guide.java"), SOURCE);
    }

    private Snippets showing(String text) throws IOException {
        Files.writeString(page, text);
        return Snippets.of(page, "java");
    }

    @Test
    void a_page_may_show_all_that_is_marked_with_less_indentation() throws IOException {
        Snippets snippets = showing("Look:\n\n```java\nfirst();\nif (second())\n    third();\n```\n\nThat is all.\n");

        assertThatCode(() -> snippets.areIn(source)).doesNotThrowAnyException();
    }

    @Test
    void a_page_may_show_a_part_of_what_is_marked() throws IOException {
        Snippets snippets = showing("```java\nif (second())\n    third();\n```\n");

        assertThatCode(() -> snippets.areIn(source)).doesNotThrowAnyException();
    }

    @Test
    void blocks_in_other_languages_are_passed_over() throws IOException {
        Snippets snippets = showing("```sh\nrm -r target\n```\n```\n```java\n```\n```java\nfirst();\n```\n");

        assertThatCode(() -> snippets.areIn(source)).doesNotThrowAnyException();
    }

    @Test
    void what_differs_is_named_with_its_place() throws IOException {
        Snippets snippets = showing("# Guide\n\n```java\nfirst();\nif (other())\n    third();\n```\n");

        assertThatThrownBy(() -> snippets.areIn(source))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("guide.md:4", "the first line that is in none of them is: if (other())");
    }

    @Test
    void what_is_not_between_markers_does_not_count() throws IOException {
        Snippets snippets = showing("```java\nfirst();\n```\n```java\nhidden();\n```\n");

        assertThatThrownBy(() -> snippets.areIn(source)).isInstanceOf(AssertionError.class).hasMessageContaining("guide.md:5");
    }

    @Test
    void other_indentation_within_a_block_is_a_difference() throws IOException {
        Snippets snippets = showing("```java\nif (second())\nthird();\n```\n");

        assertThatThrownBy(() -> snippets.areIn(source))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not in this order or with this indentation");
    }

    @Test
    void what_is_marked_must_be_shown() throws IOException {
        Path another = Files.writeString(folder.resolve("Another.java"), "// snippet\nfourth();\n// end of snippet\n");
        Snippets snippets = showing("```java\nfirst();\n```\n");

        assertThatThrownBy(() -> snippets.areIn(source, another))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Another.java:2", "shows nothing of it");
    }

    @Test
    void a_page_without_a_block_and_blocks_without_an_end_are_refused() throws IOException {
        assertThatThrownBy(() -> showing("only words\n")).isInstanceOf(AssertionError.class).hasMessageContaining("shows no java");
        assertThatThrownBy(() -> showing("```java\nfirst();\n")).isInstanceOf(AssertionError.class).hasMessageContaining("guide.md:1");

        Files.writeString(source, "// snippet\nfirst();\n");
        Snippets snippets = showing("```java\nfirst();\n```\n");
        assertThatThrownBy(() -> snippets.areIn(source)).isInstanceOf(AssertionError.class).hasMessageContaining("Guide.java:1");
    }

    @Test
    void the_source_of_a_test_is_found_also_from_a_class_within_it() {
        class Within {}

        assertThatCode(() -> Files.readString(Snippets.sourceOf(Within.class))).doesNotThrowAnyException();
    }
}
