package dev.willow.common.query;

import dev.willow.common.values.ValuePattern;

/// What a query asks of one key.
///
/// @param asked the value to compare with; Any compares as true with every value that the range allows
/// @param range the types a stored value (or a stored Any, by its type number) must have to count
public record Condition(ValuePattern asked, Comparison comparison, TypeRange range) {

    public static Condition equal(ValuePattern asked) {
        return new Condition(asked, Comparison.EQUAL, TypeRange.defaultFor(asked));
    }

    /// Whether a thing that carries `stored` under the key meets the condition.
    ///
    /// @param stored what the thing carries, or null if it has no such key
    public boolean holdsFor(ValuePattern stored) {
        if (comparison == Comparison.NOT_EQUAL) return !carriesTheAskedValue(stored);
        if (stored == null || !range.allows(stored.type())) return false;
        return asked instanceof ValuePattern.Exactly(var wanted) && stored instanceof ValuePattern.Exactly(var value)
                ? comparison.holdsFor(value.compareTo(wanted))
                : true; // Any, on either side, matches every comparison but !=
    }

    /// What a plain value must be to meet the condition, if that is but one; Any otherwise.
    ValuePattern demanded() {
        return comparison == Comparison.EQUAL ? asked : ValuePattern.ANY;
    }

    private boolean carriesTheAskedValue(ValuePattern stored) {
        if (stored == null || !range.allows(stored.type())) return false;
        return asked instanceof ValuePattern.Any || stored instanceof ValuePattern.Any || stored.equals(asked);
    }
}
