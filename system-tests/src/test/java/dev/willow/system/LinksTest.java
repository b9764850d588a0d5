package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every link between the pages of the repository leads to a file, and to a heading in it.
class LinksTest {
    @TempDir
    Path folder;

    @Test
    void every_link_leads_somewhere() throws IOException {
        List<Path> pages = Links.pagesUnder(Launcher.ROOT);
        assertThat(pages).contains(Launcher.ROOT.resolve("README.md"), Launcher.ROOT.resolve("docs/README.md"));
        assertThat(Links.broken(pages)).isEmpty();
    }

    @Test
    void a_link_to_a_file_or_a_heading_that_is_not_there_is_found() throws IOException {
        Path other = Files.writeString(folder.resolve("other.md"), "# A heading: `code` & more\n```\n# no heading\n```\n");
        Path page = Files.writeString(folder.resolve("page.md"), """
                [there](other.md) [heading](other.md#a-heading-code--more) [elsewhere](https://willow.example) `[code](none.md)`
                [file](none.md) [anchor](other.md#no-heading) [own](#nothing)
                """);
        assertThat(Links.broken(List.of(page, other)))
                .containsExactly(page + " -> none.md", page + " -> other.md#no-heading", page + " -> #nothing");
    }
}
