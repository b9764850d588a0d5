package dev.willow.testing.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A page of Markdown and its fenced blocks.
public record Page(Path file, List<Fence> fences) {
    private static final String FENCE = "```";

    /// @param line     where the block begins, counted from 1
    /// @param language the first word behind the fence; empty if there is none
    /// @param name     the rest behind the fence
    public record Fence(int line, String language, String name, List<String> lines) {}

    /// @throws AssertionError if a block has no end
    public static Page read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Fence> fences = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (!lines.get(at).strip().startsWith(FENCE)) continue;
            String[] info = lines.get(at).strip().substring(FENCE.length()).split(" ", 2);
            int begin = at + 1;
            for (at++; at < lines.size() && !lines.get(at).strip().equals(FENCE); at++) {
                // to its end
            }
            if (at == lines.size()) throw new AssertionError(file + ":" + begin + " begins a block that has no end");
            List<String> inside = List.of(String.join("\n", lines.subList(begin, at)).stripIndent().split("\n", -1));
            fences.add(new Fence(begin, info[0], info.length > 1 ? info[1].strip() : "", inside));
        }
        return new Page(file, fences);
    }

    /// Where a block stands, for people.
    String placeOf(Fence fence) {
        return file + ":" + fence.line();
    }
}
