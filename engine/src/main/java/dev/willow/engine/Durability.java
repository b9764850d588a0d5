package dev.willow.engine;

/// When a command counts as written.
public enum Durability {
    /// On disk, through the operating system's caches: survives the loss of power. The default.
    SYNC,
    /// Handed to the operating system: survives the end of the process, not the loss of power.
    FLUSH,
    /// Nothing is written. For tests and comparisons.
    MEMORY
}
