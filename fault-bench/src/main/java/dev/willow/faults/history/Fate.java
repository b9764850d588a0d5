package dev.willow.faults.history;

/// What became of a call, as far as its caller knows.
public enum Fate {
    /// It was answered by a 2xx.
    DONE,
    /// It was answered by a 4xx: nothing was done, nor will be.
    REFUSED,
    /// No answer came, or one that says nothing. It may have been done, or be done yet.
    UNKNOWN
}
