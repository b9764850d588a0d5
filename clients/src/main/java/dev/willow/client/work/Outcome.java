package dev.willow.client.work;

/// How the work on an item ended.
public enum Outcome {
    /// The item is gone.
    DONE,
    /// The item is tried again as it says itself, or is gone.
    FAILED,
    /// Back to the front of its channel, without using an attempt.
    RELEASED
}
