package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.util.List;
import java.util.Optional;

/// Why a request was refused. Nothing has changed.
public sealed interface Refusal {

    /// A limit that applies does not let the addition in. Where several do not, one that lets nothing in (paused or zero) is
    /// named before one that is reached, and then the first by name.
    ///
    /// @param override the override that was asked in place of the rule, if one was
    /// @param sum      what the group holds at present
    /// @param group    the values that the counter has for the keys of the rule or override
    record Limited(Reason reason, String rule, Optional<String> override, Limit limit, long sum, KeyValues group)
            implements Refusal {}

    enum Reason { RULE_PAUSED, LIMIT_ZERO, LIMIT_REACHED }

    record NoSuchRule(String name) implements Refusal {}

    record NoSuchOverride(String rule, String name) implements Refusal {}

    record NameInUse(String name) implements Refusal {}

    /// @param name the rule or override that has these keys already
    record GroupInUse(String name) implements Refusal {}

    /// An override lacks keys of its rule.
    record KeysMissing(List<String> keys) implements Refusal {}

    /// An override asks for another value than its rule does, so no counter could ever meet both.
    record NeverApplies(String key) implements Refusal {}

    /// All counters together would no longer fit 64 bits.
    record TooLarge() implements Refusal {}

    /// So many additions wait for room in this group that no more may join them. Nothing was decided.
    ///
    /// @param override the override whose group it is, if it is not the rule's
    record LineFull(String rule, Optional<String> override, KeyValues group, int maxWaiters) implements Refusal {}

    /// So many callers wait for news of room that no more may join them.
    record TooManyListeners(int maxListeners) implements Refusal {}

    /// The Limiter has started, and an owner of leases has not yet compared what it has with what is here: some may be missing, so nothing is
    /// compared with limits. Nothing was decided; trying again may succeed.
    record Unsettled() implements Refusal {}

    /// The Limiter has started anew since the leases were compared: they are to be compared again.
    ///
    /// @param run the present one
    record AnotherRun(long run) implements Refusal {}

    /// The locks that the comparison needs could not be had. Nothing was decided; trying again may succeed.
    record LockerUnreachable(String reason) implements Refusal {}
}
