package dev.willow.cli;

/// What a text on the screen may stand out as.
enum Colour {
    PLAIN(""),
    HEADING("1"),
    FAINT("2"),
    GOOD("32"),
    WARNING("33"),
    BAD("31");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    /// The parameters of the control sequence "select graphic rendition" of ECMA-48; empty for none.
    String code() {
        return code;
    }
}
