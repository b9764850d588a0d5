package dev.willow.hostile.request;

import java.nio.charset.StandardCharsets;

/// A value to be tried in any place.
///
/// @param kind    what JSON it is: `string`, `integer`, `number` (one with a fraction or an exponent), `boolean`, `null`, `array`, `object`;
///                `none` if it is no JSON; `unclear` if that is a matter of opinion
/// @param raw     null for no value at all
/// @param isLarge whether it is too large to be tried everywhere
record Oddity(String name, String kind, byte[] raw, boolean isLarge) {
    static final String NO_JSON = "none";
    static final String UNCLEAR = "unclear";
    private static final int SHOWN = 40;

    static Oddity of(String kind, String raw) {
        return named(raw.length() > SHOWN ? raw.substring(0, SHOWN) + "..." : raw, kind, raw);
    }

    static Oddity named(String name, String kind, String raw) {
        return new Oddity(name, kind, raw.getBytes(StandardCharsets.UTF_8), false);
    }

    /// @param raw characters up to U+00FF, each of which is one byte
    static Oddity bytes(String name, String kind, String raw) {
        return new Oddity(name, kind, raw.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    static Oddity large(String name, String kind, String raw) {
        return new Oddity(name, kind, raw.getBytes(StandardCharsets.ISO_8859_1), true);
    }
}
