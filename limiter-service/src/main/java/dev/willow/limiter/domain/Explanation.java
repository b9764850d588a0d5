package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// What would happen to an addition, and why.
///
/// @param asked every rule and override that would be asked: those that let nothing in, then those that are full, then
///              those that have room
public record Explanation(boolean allowed, List<Asked> asked) {
    public Explanation {
        asked = List.copyOf(asked);
    }

    /// @param refusal why this one would refuse; empty if it would not
    /// @param leases  ids of the newest leases in the group, newest first
    public record Asked(
            Bound bound, KeyValues group, long sum, Optional<Refusal.Limited> refusal, List<String> leases) {}
}
