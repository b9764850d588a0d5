package dev.willow.testing.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Does what a page tells its reader to do, and sees whether what it shows is what happens.
///
/// | fence | is |
/// |---|---|
/// | `sh` | typed into a terminal; each command must succeed |
/// | `sh NAME` | typed into another terminal, where it may go on while the page does |
/// | `text` or `console` | what the block before prints, all of it |
/// | `mermaid` | a picture, of which nothing is run |
/// | `text NAME` | lines that the other terminal comes to print, in this order, perhaps with others between them |
///
/// `…` stands for what varies, see [Expected]. All blocks are run in order, in one folder. Anything else is refused, unless a test
/// says that it looks after it: no block stands in a page that nobody runs.
///
/// @param folder      where the terminals are opened; what the page uses must be there
/// @param environment of the terminals
/// @param hosts       what stands in the page for a service, such as `localhost:8080`, and where it is
public record PageRun(Path folder, Map<String, String> environment, Map<String, String> hosts) {
    private static final String SHELL = "sh";
    private static final String PICTURE = "mermaid";
    private static final List<String> OUTPUT = List.of("text", "console");

    /// Whether another test runs, or compiles, the blocks of a language in a page.
    @FunctionalInterface
    public interface LookedAfter {
        boolean byAnother(Page page, String language) throws IOException;
    }

    /// @throws AssertionError that names the block, if something is not as the page says
    public void of(Page page, LookedAfter lookedAfter) throws IOException, InterruptedException {
        Map<String, Shell> terminals = new HashMap<>();
        Map<String, String> printed = new HashMap<>();
        try {
            for (Page.Fence fence : page.fences()) {
                if (fence.language().equals(PICTURE)) continue;
                if (lookedAfter.byAnother(page, fence.language())) continue;
                if (fence.language().equals(SHELL)) run(page, fence, terminals, printed);
                else if (OUTPUT.contains(fence.language())) compare(page, fence, terminals, printed);
                else throw new AssertionError(page.placeOf(fence) + ": nobody runs this block of '" + fence.language() + "'");
            }
        } finally {
            for (Shell terminal : terminals.values()) terminal.close();
        }
    }

    private void run(Page page, Page.Fence fence, Map<String, Shell> terminals, Map<String, String> printed) throws IOException, InterruptedException {
        List<String> lines = fence.lines().stream().map(this::placed).toList();
        if (!terminals.containsKey(fence.name())) terminals.put(fence.name(), new Shell(nameOf(fence), folder, environment));
        Shell terminal = terminals.get(fence.name());
        printed.remove("");
        if (!fence.name().isEmpty()) {
            terminal.begin(lines);
            return;
        }
        try {
            printed.put("", terminal.run(lines));
        } catch (AssertionError failed) {
            throw new AssertionError(page.placeOf(fence) + ": " + failed.getMessage(), failed);
        }
    }

    private static String nameOf(Page.Fence fence) {
        return fence.name().isEmpty() ? "main" : fence.name();
    }

    private String placed(String line) {
        String placed = line;
        for (Map.Entry<String, String> host : hosts.entrySet()) placed = placed.replace(host.getKey(), host.getValue());
        return placed;
    }

    private void compare(Page page, Page.Fence fence, Map<String, Shell> terminals, Map<String, String> printed) throws InterruptedException {
        if (fence.name().isEmpty()) {
            String actual = printed.remove("");
            if (actual == null) throw new AssertionError(page.placeOf(fence) + ": there is no block directly before this that prints it");
            if (!new Expected(fence.lines()).matches(actual))
                throw new AssertionError(page.placeOf(fence) + ": this should have been printed:\n" + String.join("\n", fence.lines()) + "\nbut it was:\n" + actual);
            return;
        }
        if (!terminals.containsKey(fence.name())) throw new AssertionError(page.placeOf(fence) + ": there is no terminal " + fence.name());
        try {
            terminals.get(fence.name()).awaitLines(fence.lines());
        } catch (AssertionError failed) {
            throw new AssertionError(page.placeOf(fence) + ": " + failed.getMessage(), failed);
        }
    }
}
