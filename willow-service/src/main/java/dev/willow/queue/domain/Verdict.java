package dev.willow.queue.domain;

/// How a consumer ends its work on an item.
public enum Verdict {
    SUCCESS,
    FAILURE,
    /// It gives the item back undone; no attempt is used.
    RELEASE
}
