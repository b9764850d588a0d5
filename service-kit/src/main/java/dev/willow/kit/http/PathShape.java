package dev.willow.kit.http;

/// What is fixed about the paths that a pattern matches: how they begin and end, and how many segments they have.
///
/// @param begin    before the first variable
/// @param end      behind the last variable; empty without one
/// @param segments negative if there may be any number
record PathShape(String begin, String end, int segments) {
    private static final PathShape ANY = new PathShape("", "", -1);
    /// What may be written in several ways, or stand in a path without being looked at.
    private static final String ENCODED = "%;";
    /// What makes a pattern more than words and whole segments that are variables.
    private static final String FREE = "*?:";

    /// @param pattern such as `/v1/queues/{Name}/channels`
    static PathShape of(String pattern) {
        if (FREE.chars().anyMatch(each -> pattern.indexOf(each) >= 0)) return ANY;
        int first = pattern.indexOf('{');
        if (first < 0) return new PathShape(pattern, "", slashesIn(pattern));
        return new PathShape(pattern.substring(0, first), pattern.substring(pattern.lastIndexOf('}') + 1), slashesIn(pattern));
    }

    /// @param path as it was sent
    /// @return false if the pattern surely does not match
    boolean mayFit(String path) {
        boolean fits = path.startsWith(begin) && path.endsWith(end) && (segments < 0 || slashesIn(path) == segments);
        return fits || isEncoded(path);
    }

    private static boolean isEncoded(String path) {
        for (int i = 0; i < ENCODED.length(); i++) if (path.indexOf(ENCODED.charAt(i)) >= 0) return true;
        return false;
    }

    private static int slashesIn(String path) {
        int slashes = 0;
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) slashes++;
        return slashes;
    }
}
