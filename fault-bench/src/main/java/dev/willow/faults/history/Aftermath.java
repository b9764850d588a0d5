package dev.willow.faults.history;

import java.util.List;

/// What is left when all work is done.
///
/// @param payloads of items that are still in a queue
/// @param rests    what else should be gone: counters, channels, locks
public record Aftermath(List<String> payloads, List<String> rests) {
    public static final Aftermath NOTHING = new Aftermath(List.of(), List.of());
}
