package dev.willow.testkit.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tables of a page.
final class Tables {
    private Tables() {}

    /// All rows of the tables whose first column has this title, each by the titles of its columns.
    static List<Map<String, String>> of(Path page, String first) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> titles = List.of();
        for (String line : Files.readAllLines(page)) {
            if (!line.startsWith("|")) {
                titles = List.of();
                continue;
            }
            List<String> cells = Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1)).map(String::strip).toList();
            if (titles.isEmpty()) titles = cells;
            else if (titles.getFirst().equals(first) && !cells.getFirst().startsWith("---")) rows.add(row(titles, cells));
        }
        return rows;
    }

    private static Map<String, String> row(List<String> titles, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < titles.size(); column++) row.put(titles.get(column), cells.get(column));
        return row;
    }

    /// Without the marks that make it look like code.
    static String plain(String cell) {
        return cell.replace("`", "");
    }
}
