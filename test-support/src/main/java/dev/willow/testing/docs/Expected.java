package dev.willow.testing.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a page says that is printed. `…` stands for whatever varies within a line, a line of `…` alone for any lines. How many
/// spaces part two words does not matter, since columns are as wide as what varies.
record Expected(List<String> lines) {
    private static final String VARIES = "…";

    boolean matches(String printed) {
        String regex = lines.stream().map(line -> line.strip().equals(VARIES) ? "(?:.*\\R)*?" : pattern(line) + "\\s*\\R").collect(Collectors.joining());
        return Pattern.matches(regex, printed.stripTrailing() + "\n");
    }

    /// One line of it.
    static boolean matches(String expected, String printed) {
        return Pattern.matches(pattern(expected) + "\\s*", printed);
    }

    private static String pattern(String line) {
        StringBuilder pattern = new StringBuilder();
        for (String part : line.stripTrailing().split("(?<=…)|(?=…)|(?<=\\S)(?= )|(?<= )(?=\\S)"))
            pattern.append(part.equals(VARIES) ? ".*?" : part.isBlank() && !part.isEmpty() ? "\\s+" : Pattern.quote(part));
        return pattern.toString();
    }
}
