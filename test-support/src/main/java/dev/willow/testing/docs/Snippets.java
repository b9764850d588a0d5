package dev.willow.testing.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The fenced blocks of a page in one language. What a page shows is copied from a test, where it stands between markers:
///
/// ```
/// // snippet
/// WillowClient willow = kit.willow();
/// // end of snippet
/// ```
///
/// and the same test class sees to it that both stay the same:
///
/// ```
/// @Test
/// void the_guide_shows_what_runs_here() {
///     Snippets.of(Path.of("../docs/guides/a-guide.md"), "java").areIn(Snippets.sourceOf(AGuideTest.class));
/// }
/// ```
///
/// A block may show a part of a marked run of lines. Indentation that all its lines share does not count.
public final class Snippets {
    private static final String FENCE = "```";
    private static final String BEGIN = "// snippet";
    private static final String END = "// end of snippet";

    private final Path page;
    private final List<Block> blocks;

    private Snippets(Path page, List<Block> blocks) {
        this.page = page;
        this.blocks = blocks;
    }

    /// @param page     Markdown, as seen from the module whose tests run
    /// @param language as it stands behind the fence; blocks of others are passed over
    /// @throws AssertionError if there is no such block or if one has no end
    public static Snippets of(Path page, String language) {
        List<Block> blocks = blocks(page, language);
        if (blocks.isEmpty()) throw new AssertionError(page + " shows no " + language);
        return new Snippets(page, blocks);
    }

    /// Where the source of a test class of the module at hand is.
    public static Path sourceOf(Class<?> test) {
        return Path.of("src/test/java", test.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java");
    }

    /// @throws AssertionError naming each block that does not stand between markers of one of these sources, and each marked run of
    ///                        lines of which the page shows nothing
    public void areIn(Path... sources) {
        List<Block> marked = Stream.of(sources).flatMap(source -> marked(source).stream()).toList();
        List<String> wrong = new ArrayList<>();
        for (Block block : blocks)
            if (marked.stream().noneMatch(run -> run.contains(block)))
                wrong.add(block + " is not between markers of " + List.of(sources) + "; " + block.firstLineNotIn(marked));
        for (Block run : marked)
            if (blocks.stream().noneMatch(run::contains)) wrong.add(run + " is marked, but " + page + " shows nothing of it");
        if (!wrong.isEmpty()) throw new AssertionError(String.join("\n", wrong));
    }

    private static List<Block> blocks(Path page, String language) {
        List<Block> found = new ArrayList<>();
        List<String> lines = read(page);
        for (int at = 0; at < lines.size(); at++) {
            String fence = lines.get(at).strip();
            if (!fence.startsWith(FENCE)) continue;
            int end = next(lines, FENCE, at + 1);
            if (end < 0) throw new AssertionError(page + ":" + (at + 1) + " begins a block that has no end");
            if (fence.equals(FENCE + language)) found.add(Block.of(page.toString(), at + 2, lines.subList(at + 1, end)));
            at = end;
        }
        return found;
    }

    private static List<Block> marked(Path source) {
        List<Block> found = new ArrayList<>();
        List<String> lines = read(source);
        for (int at = next(lines, BEGIN, 0); at >= 0; at = next(lines, BEGIN, at + 1)) {
            int end = next(lines, END, at + 1);
            if (end < 0) throw new AssertionError(source + ":" + (at + 1) + " begins a snippet that has no end");
            found.add(Block.of(source.toString(), at + 2, lines.subList(at + 1, end)));
        }
        return found;
    }

    /// @return where the line stands next; -1 if it does not
    private static int next(List<String> lines, String wanted, int from) {
        for (int at = from; at < lines.size(); at++) if (lines.get(at).strip().equals(wanted)) return at;
        return -1;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
