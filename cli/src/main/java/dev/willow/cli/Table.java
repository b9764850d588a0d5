package dev.willow.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Rows with columns as wide as they need to be, for people. A cell that would spoil the table is cut; `--json` has all of it.
final class Table {
    /// On a screen, and where other programs look for something.
    private static final int WIDEST_ON_SCREEN = 100;
    private static final int WIDEST = 1_000;
    private static final String GAP = "  ";

    private final List<List<Painted>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(Stream.of(headings).map(heading -> new Painted(heading, Colour.HEADING)).toList());
    }

    /// @param cells anything with a text, perhaps [Painted]
    void add(Object... cells) {
        rows.add(Stream.of(cells).map(Painted::of)
                .map(cell -> new Painted(Words.clean(cell.toString()), cell.colour())).toList());
    }

    /// Without rows nothing is printed, not even the headings.
    void print(PrintWriter out, Ink ink, boolean isScreen) {
        for (String line : lines(ink, isScreen)) out.println(line);
    }

    List<String> lines(Ink ink, boolean isScreen) {
        if (rows.size() == 1) return List.of();
        rows.replaceAll(row -> row.stream()
                .map(cell -> new Painted(Width.cut(cell.toString(), isScreen ? WIDEST_ON_SCREEN : WIDEST), cell.colour())).toList());
        int[] widths = new int[rows.getFirst().size()];
        for (List<Painted> row : rows)
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], Width.of(row.get(i).toString()));
        return rows.stream().map(row -> line(row, widths, ink)).toList();
    }

    private static String line(List<Painted> row, int[] widths, Ink ink) {
        StringBuilder line = new StringBuilder();
        int missing = 0;
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i).toString();
            if (!cell.isEmpty()) {
                line.append(" ".repeat(missing)).append(ink.paint(cell, row.get(i).colour()));
                missing = 0;
            }
            missing += widths[i] - Width.of(cell) + GAP.length();
        }
        return line.toString().stripTrailing();
    }
}
