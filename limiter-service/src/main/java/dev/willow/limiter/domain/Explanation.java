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
/// @param tooLarge      whether all counters together would no longer fit 64 bits, whatever the limits say
public record Explanation(
        boolean allowed, List<Asked> asked, List<Asked> overridden, Optional<String> lockerTrouble, boolean tooLarge) {
    public Explanation {
        asked = List.copyOf(asked);
        overridden = List.copyOf(overridden);
    }

    /// @param inLine how many additions wait for room in the group
    /// @param leases ids of the newest leases in the group, newest first
    /// @param remedy what would have to change here; nothing where it fits
    public record Asked(
            Bound bound, KeyValues group, long sum, Verdict verdict, int inLine, List<String> leases, Remedy remedy) {
        public Asked {
            leases = List.copyOf(leases);
        }
    }

    /// What would have to change for one limit to let the addition in. Everything that is named has to be done, but of giving
    /// back and raising only one.
    ///
    /// @param resume   whether it would have to be resumed
    /// @param giveBack how many of its group would have to be given back; empty if none, or if even all were not enough
    /// @param raiseTo  the least limit that has room for it; empty if it has
    public record Remedy(boolean resume, Optional<Long> giveBack, Optional<Limit> raiseTo) {
        static Remedy of(Terms terms, long sum, long more) {
            if (!(terms.limit() instanceof Limit.AtMost(long most)) || terms.limit().placesBeside(sum) >= more)
                return new Remedy(terms.paused(), Optional.empty(), Optional.empty());
            return new Remedy(
                    terms.paused(),
                    more > most ? Optional.empty() : Optional.of(sum - (most - more)),
                    Optional.of(more > Long.MAX_VALUE - sum ? Limit.UNLIMITED : Limit.atMost(sum + more)));
        }
    }

    /// What one limit makes of the addition.
    ///
    /// `NOT_COMPARED`: its group's lock cannot be had, and without it no sum is compared. `UNSETTLED`: leases of the group may be missing.
    public enum Verdict { FITS, RULE_PAUSED, LIMIT_ZERO, LIMIT_REACHED, NOT_COMPARED, UNSETTLED, OVERRIDDEN }
}
