package dev.willow.testing.docs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PageRunTest {
    @TempDir
    Path folder;

    private void run(String text) throws Exception {
        Path page = Files.writeString(folder.resolve("page.md"), text.replace("~~~", "```"));
        new PageRun(folder, Map.of("WHO", "world"), Map.of("localhost:1", "elsewhere:2")).of(Page.read(page), (it, language) -> language.equals("java"));
    }

    @Test
    void blocks_are_run_in_order_in_one_terminal_and_print_what_the_page_shows() {
        assertThatCode(() -> run("""
                ~~~sh
                greeting="hello $WHO"
                echo "$greeting at localhost:1" | tee file
                ~~~
                ~~~text
                hello world at elsewhere:2
                ~~~
                and then
                ~~~sh
                cat file; printf 'id    %s  end' $RANDOM; printf '\\na\\nb\\n'
                ~~~
                ~~~console
                hello … at …
                id …  end
                …
                b
                ~~~
                ~~~java
                somebody elses
                ~~~
                ~~~mermaid
                flowchart TD
                ~~~
                """)).doesNotThrowAnyException();
    }

    @Test
    void another_terminal_goes_on_while_the_page_does() {
        assertThatCode(() -> run("""
                ~~~sh
                mkfifo pipe
                ~~~
                ~~~sh worker
                while read -r line; do echo "got $line"; done <> pipe
                ~~~
                ~~~sh
                echo one > pipe; echo two > pipe
                ~~~
                ~~~text worker
                got one
                got t…
                ~~~
                """)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "~~~python\nprint()\n~~~\n", "~~~\nno language\n~~~\n", "~~~text\nof nothing\n~~~\n", "~~~sh\nfalse\necho later\n~~~\n",
        "~~~sh\nfalse | true\n~~~\n", "~~~sh\necho a\n~~~\n~~~text\nb\n~~~\n", "~~~sh\necho a; echo b\n~~~\n~~~text\na\n~~~\n",
        "~~~sh\necho a\n~~~\n~~~text\na\nb\n~~~\n", "~~~sh\necho abc\n~~~\n~~~text\na.c\n~~~\n", "~~~text nowhere\na\n~~~\n", "~~~sh\nno end\n",
        "~~~sh other\necho b; echo a\n~~~\n~~~text other\na\nb\n~~~\n"
    })
    void a_page_that_says_what_does_not_happen_is_refused_with_the_place(String text) {
        assertThatThrownBy(() -> run(text)).isInstanceOf(AssertionError.class).hasMessageContaining("page.md:");
    }
}
