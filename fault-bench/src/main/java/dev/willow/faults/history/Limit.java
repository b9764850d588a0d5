package dev.willow.faults.history;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A rule or an override, and what its limit was when.
///
/// @param groupBy the keys by whose values places are summed up; a place without one of them is not counted
/// @param only    values that a place must have to be counted
/// @param except  values of which a place must not have all to be counted; what an override is asked for instead
/// @param changes in the order in which they were made, each after the answer to the one before
public record Limit(
        String name, List<String> groupBy, Map<String, String> only, Map<String, String> except, List<Change> changes) {
    public Limit {
        groupBy = List.copyOf(groupBy);
        changes = List.copyOf(changes);
    }

    /// One that stays as it is.
    public static Limit of(String name, List<String> groupBy, long limit) {
        Change first = new Change(OptionalLong.of(limit), new Span(Long.MIN_VALUE, Long.MIN_VALUE), Fate.DONE, true);
        return new Limit(name, groupBy, Map.of(), Map.of(), List.of(first));
    }

    public Limit only(Map<String, String> values) {
        return new Limit(name, groupBy, values, except, changes);
    }

    public Limit except(Map<String, String> values) {
        return new Limit(name, groupBy, only, values, changes);
    }

    /// @param limit     empty: there is none
    /// @param isNewRule whether the rule was made or deleted by this, so that no change from before can come late any more
    public record Change(OptionalLong limit, Span call, Fate fate, boolean isNewRule) {}
}
