package dev.willow.cli;

/// How many columns of a terminal a text takes.
///
/// Marks that sit on the letter before take none, and the letters of East Asia and most pictures take two, as Unicode's
/// Standard Annex 11 has them. What a terminal joins into one picture is counted in its parts.
final class Width {
    private static final String CUT = "…";
    /// First and last of each range that is two columns wide.
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x25FD, 0x25FE}, {0x2614, 0x2615}, {0x26A1, 0x26A1}, {0x2705, 0x2705},
        {0x274C, 0x274C}, {0x2795, 0x2797}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
        {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}
    };

    private Width() {}

    /// @param text without control characters, but perhaps with the colours of an [Ink]
    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i = next(text, i)) columns += columnsAt(text, i);
        return columns;
    }

    /// The text, or as much of its beginning as fits with a mark that says so. Colours do not go on behind it.
    static String cut(String text, int columns) {
        if (text.length() <= columns && text.chars().allMatch(c -> c < 0x7F && c >= ' ') || of(text) <= columns) return text;
        int taken = 0;
        int end = 0;
        for (int i = 0; taken + columnsAt(text, i) < columns; i = next(text, i)) {
            taken += columnsAt(text, i);
            end = next(text, i);
        }
        String rest = text.indexOf('\033') < 0 ? "" : "\033[0m";
        return text.substring(0, end) + CUT + rest;
    }

    private static int next(String text, int at) {
        if (text.charAt(at) != '\033') return at + Character.charCount(text.codePointAt(at));
        return text.indexOf('m', at) + 1;
    }

    private static int columnsAt(String text, int at) {
        int letter = text.codePointAt(at);
        if (letter == '\033') return 0;
        int type = Character.getType(letter);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) return 0;
        for (int[] range : WIDE) if (letter >= range[0] && letter <= range[1]) return 2;
        return 1;
    }
}
