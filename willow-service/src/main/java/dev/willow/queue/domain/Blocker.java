package dev.willow.queue.domain;

/// What the Limiter refused a counter with.
///
/// @param limit of the rule or override, -1 if unlimited (when it is paused)
/// @param count the sum that the group stood at
public record Blocker(Kind kind, Group group, long limit, long count) {
    public enum Kind { LIMIT_REACHED, LIMIT_ZERO, RULE_PAUSED }
}
