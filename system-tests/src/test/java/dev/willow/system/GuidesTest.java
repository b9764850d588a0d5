package dev.willow.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The guides, and what explains and is looked up.
class GuidesTest extends PagesContract {
    static List<Path> pages() throws IOException {
        return pages(false);
    }
}
