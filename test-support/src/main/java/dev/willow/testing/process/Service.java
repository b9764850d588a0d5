package dev.willow.testing.process;

import java.util.Locale;

/// The three services, in the order in which they need each other.
public enum Service {
    LOCKER,
    LIMITER,
    WILLOW;

    /// As it is called in file names and in log lines.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
