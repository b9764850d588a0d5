package dev.willow.queue.domain;

/// An item that a consumer has.
///
/// @param fencingToken larger than that of every earlier hand-out
public record Processing(Item item, HandOutId handOut, long fencingToken) {

    /// Which attempt this is, from 1.
    public int attempt() {
        return item.failures() + 1;
    }
}
