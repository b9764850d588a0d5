package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// What would happen to an addition, and why.
///
/// @param asked         every rule and override that would be asked: those that let nothing in, then those that are full,
///                      then those that have room
/// @param overridden    the rules that apply, but are not asked because overrides of theirs are
/// @param lockerTrouble why Locker gave no lock when it was last asked; empty if it did
public record Explanation(boolean allowed, List<Asked> asked, List<Asked> overridden, Optional<String> lockerTrouble) {
    public Explanation {
        asked = List.copyOf(asked);
        overridden = List.copyOf(overridden);
    }

    /// @param inLine how many additions wait for room in the group
    /// @param leases ids of the newest leases in the group, newest first
    public record Asked(Bound bound, KeyValues group, long sum, Verdict verdict, int inLine, List<String> leases) {}

    /// What one limit makes of the addition.
    ///
    /// `NOT_COMPARED`: its group's lock cannot be had, and without it no sum is compared.
    public enum Verdict { FITS, RULE_PAUSED, LIMIT_ZERO, LIMIT_REACHED, NOT_COMPARED, OVERRIDDEN }
}
