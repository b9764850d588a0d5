package dev.willow.client.demo;

import dev.willow.common.values.Value;
import java.util.Locale;

/// The operating systems that each commit is to be built on.
enum Os {
    LINUX,
    WINDOWS,
    MAC;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Value value() {
        return Value.text(label());
    }
}
