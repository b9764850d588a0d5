package dev.willow.faults.history;

import java.util.Map;

/// An item that was offered to a queue.
///
/// @param payload    named in no other push
/// @param updateable whether a later one of its channel may take its place while it waits
/// @param retries    how often it is tried again after a failure; -1 for ever
public record Push(String queue, Map<String, String> channel, String payload, boolean updateable, int retries, Span call, Fate fate) {
    public static final int FOR_EVER = -1;

    /// Whether its channel is that of another.
    public boolean isBeside(Push other) {
        return queue.equals(other.queue) && channel.equals(other.channel);
    }
}
