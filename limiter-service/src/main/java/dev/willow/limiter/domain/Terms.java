package dev.willow.limiter.domain;

import java.util.Optional;

/// What a rule or an override lets in.
///
/// @param paused refuses everything, but keeps the limit
public record Terms(Limit limit, boolean paused) {

    /// Whether nothing gets in, whatever the sum is.
    boolean isShut() {
        return paused || limit.equals(Limit.atMost(0));
    }

    /// Whether a sum has to be compared to tell.
    boolean comparesSums() {
        return !isShut() && limit instanceof Limit.AtMost;
    }

    /// What is to be changed; the parts left out stay as they are.
    public record Change(Optional<Limit> limit, Optional<Boolean> paused) {
        Terms to(Terms before) {
            return new Terms(limit.orElse(before.limit), paused.orElse(before.paused));
        }
    }
}
