package dev.willow.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Rows with columns as wide as they need to be, for people.
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    void add(Object... cells) {
        rows.add(List.of(cells).stream().map(cell -> Words.clean(cell.toString())).toList());
    }

    /// Without rows nothing is printed, not even the headings.
    void print(PrintWriter out) {
        if (rows.size() == 1) return;
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows)
            for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], row.get(i).length());
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                line.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - cell.length()));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
