package dev.willow.limiter.domain;

import java.util.List;
import java.util.Optional;

/// How much the limit table holds at a moment, from numbers that are at hand.
///
/// @param rules     how many there are
/// @param counters  that are not 0
/// @param locks     group locks that are held through Locker
/// @param waiting   additions in line
/// @param granted   additions that were let in since this process began to lead
/// @param isSettled whether no leases are missing that their owner is yet to tell of
/// @param trouble   why no group locks are to be had at present, if none are
/// @param named     the first rules by their names
/// @param others    all other rules together; how many groups of them are full, and the highest share
public record LimiterFigures(
        int rules, int counters, int leases, int locks, int waiting, long granted, boolean isSettled, Optional<String> trouble, List<OfRule> named,
        OfRule others) {
    public LimiterFigures {
        named = List.copyOf(named);
    }

    /// @param used the share of its limit that the fullest of its groups uses: 1 at the limit, more above it, 0 if nothing is
    ///             limited; overrides take part with limits of their own
    /// @param full how many groups are at their limit or above
    public record OfRule(String rule, double used, long full) {
        public OfRule plus(OfRule other) {
            return new OfRule(rule, Math.max(used, other.used), full + other.full);
        }
    }
}
