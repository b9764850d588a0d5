package dev.willow.system;

import java.util.Locale;

/// The three services, in the order in which they need each other.
enum Service {
    LOCKER,
    LIMITER,
    WILLOW;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
