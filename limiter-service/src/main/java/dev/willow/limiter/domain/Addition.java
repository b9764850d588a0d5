package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.Optional;

/// What somebody wants to add.
///
/// @param places at least 1
/// @param lease  under which it is added; without one it is a plain addition
public record Addition(KeyValues counter, long places, Optional<LeaseTerms> lease) {
    public Addition {
        if (places < 1) throw new IllegalArgumentException("an addition is at least 1, was " + places);
    }

    /// @param id      chosen by the owner; names one lease of the counter
    /// @param timeout how long it lasts without a heartbeat; zero: for ever
    public record LeaseTerms(String id, Duration timeout) {
        public LeaseTerms {
            if (timeout.isNegative()) throw new IllegalArgumentException("a time-out is not negative, was " + timeout);
        }
    }
}
