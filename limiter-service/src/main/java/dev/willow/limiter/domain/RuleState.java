package dev.willow.limiter.domain;

import java.util.List;

/// A rule with its overrides, in the order of their names.
public record RuleState(Bound.Rule rule, List<Bound.RuleOverride> overrides) {
    public RuleState {
        overrides = List.copyOf(overrides);
    }
}
