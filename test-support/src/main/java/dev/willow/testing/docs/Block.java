package dev.willow.testing.docs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Some lines of a file, without the indentation that they have in common.
///
/// @param line where the first of them stands, counted from 1
record Block(String file, int line, List<String> lines) {

    static Block of(String file, int line, List<String> lines) {
        return new Block(file, line, unindented(lines));
    }

    boolean contains(Block other) {
        return IntStream.rangeClosed(0, lines.size() - other.lines.size())
                .anyMatch(from -> unindented(lines.subList(from, from + other.lines.size())).equals(other.lines));
    }

    /// What of this block stands nowhere in the others, whatever its indentation: where a reader would start to look.
    String firstLineNotIn(List<Block> others) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> others.stream().flatMap(other -> other.lines.stream()).noneMatch(there -> there.strip().equals(line)))
                .findFirst()
                .map(line -> "the first line that is in none of them is: " + line)
                .orElse("each line is somewhere in them, but not in this order or with this indentation");
    }

    private static List<String> unindented(List<String> lines) {
        return Arrays.asList(String.join("\n", lines).stripIndent().split("\n", -1));
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
