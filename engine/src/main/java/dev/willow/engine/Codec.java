package dev.willow.engine;

/// Turns values into bytes for the log and snapshots, and back. What it writes carries its own version.
public interface Codec<T> {
    byte[] encode(T value);

    /// @throws UnknownFormatException if the bytes were written in a version that this build does not know, or are no
    ///                                such value at all
    T decode(byte[] bytes);
}
