package dev.willow.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The pages for operators, and the tutorial.
class OperationsPagesTest extends PagesContract {
    static List<Path> pages() throws IOException {
        return pages(true);
    }
}
