package dev.willow.cli;

import dev.willow.common.time.Ticker;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/// What a command reads and writes, and whose time it goes by.
///
/// @param screen      where `out` is seen; [Screen#NONE] if it goes elsewhere
/// @param errIsScreen whether `err` goes to a terminal
record Terminal(
        PrintWriter out, PrintWriter err, InputStream in, Map<String, String> environment, Screen screen, boolean errIsScreen, Ticker ticker) {
    /// Neither a person at the other end nor a time of its own.
    Terminal(PrintWriter out, PrintWriter err, InputStream in, Map<String, String> environment) {
        this(out, err, in, environment, Screen.NONE, false, Ticker.ofSystem());
    }

    boolean isScreen() {
        return screen != Screen.NONE;
    }
}
