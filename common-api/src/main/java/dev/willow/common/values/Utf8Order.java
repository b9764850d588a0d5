package dev.willow.common.values;

import java.util.Comparator;

/// Orders text by its UTF-8 bytes without encoding it.
///
/// UTF-8 keeps the order of code points, UTF-16 does not: surrogates (U+D800 to U+DFFF), which stand for the code
/// points above U+FFFF, sort below U+E000 to U+FFFF. So only when two units differ and one is a surrogate does the
/// answer differ from [String#compareTo].
public final class Utf8Order {
    public static final Comparator<String> COMPARATOR = Utf8Order::compare;

    private Utf8Order() {}

    public static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean leftIsAbove = Character.isSurrogate(l);
                boolean rightIsAbove = Character.isSurrogate(r);
                if (leftIsAbove != rightIsAbove) return leftIsAbove ? 1 : -1;
                return l < r ? -1 : 1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /// Whether the text can be written as UTF-8 at all: it has no half of a surrogate pair on its own.
    public static boolean isEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) return false;
            i++;
        }
        return true;
    }

    /// The number of bytes the text takes as UTF-8.
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) bytes += 1;
            else if (c < 0x800) bytes += 2;
            else if (Character.isHighSurrogate(c)) { bytes += 4; i++; }
            else bytes += 3;
        }
        return bytes;
    }
}
