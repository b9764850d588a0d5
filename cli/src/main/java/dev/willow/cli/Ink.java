package dev.willow.cli;

import java.util.Map;

/// Whether there are colours, decided here alone.
///
/// @param isColoured whether colours are written
record Ink(boolean isColoured) {
    /// What `--color` may say.
    enum Choice { AUTO, ALWAYS, NEVER }

    /// Colours are for people at a terminal that knows them, and who did not say that they want none
    /// (<https://no-color.org>).
    ///
    /// @param isTerminal whether what is written goes to a terminal
    static Ink of(Choice choice, boolean isTerminal, Map<String, String> environment) {
        return new Ink(switch (choice) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> isTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && !environment.getOrDefault("TERM", "").equals("dumb");
        });
    }

    /// @param text clean, see [Words#clean]
    String paint(String text, Colour colour) {
        return !isColoured || colour == Colour.PLAIN || text.isEmpty() ? text : "\033[" + colour.code() + "m" + text + "\033[0m";
    }
}
