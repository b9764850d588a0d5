package dev.willow.common.index;

import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Match;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;

/// Which of the patterns that are stored under one key are meant, in the terms of the order of values: nothing, every value, one
/// or a stretch of them, and perhaps Any. A stored Any and the values are kept apart, because which Any is meant is a question
/// of its own (see [Condition] and [Match.Given]).
///
/// @param values which values are meant
/// @param any    whether a stored Any is meant
record Wanted(Values values, boolean any) {

    sealed interface Values {}

    /// Whether how many carry it is known at once, without adding up.
    boolean isCounted() {
        return !(values instanceof Many);
    }

    record Nothing() implements Values {}

    record Every() implements Values {}

    record One(Value value) implements Values {}

    record Many(Span<Value> span) implements Values {}

    /// What a condition is about. For `!=` these are the things that do *not* meet it.
    static Wanted by(Condition condition) {
        TypeRange range = condition.range();
        Values values = switch (condition.asked()) {
            case ValuePattern.Any any -> ofTypes(range);
            case ValuePattern.Exactly(Value asked) -> compared(condition.comparison(), asked, range);
        };
        return new Wanted(values, range.allows(ValuePattern.ANY.type()));
    }

    /// What is admitted under a key by the side of a match that is given.
    static Wanted by(Match.Given given) {
        TypeRange range = given.range();
        Values values = switch (given.value()) {
            case ValuePattern.Any any -> ofTypes(range);
            case ValuePattern.Exactly(Value value) -> compared(Comparison.EQUAL, value, range);
        };
        return new Wanted(values, range.allows(given.value().type()));
    }

    private static Values ofTypes(TypeRange range) {
        boolean all = range.min() == TypeRange.ALL.min() && range.max().compareTo(ValueType.STRING) >= 0;
        if (all) return new Every();
        return range.min() == ValueType.ANY ? new Nothing() : new Many(new Span<>(value -> isBelow(range, value), value -> !isAbove(range, value)));
    }

    private static Values compared(Comparison comparison, Value asked, TypeRange range) {
        return switch (comparison) {
            case EQUAL, NOT_EQUAL -> range.allows(asked.type()) ? new One(asked) : new Nothing();
            case LESS -> new Many(new Span<>(v -> isBelow(range, v), v -> !isAbove(range, v) && v.compareTo(asked) < 0));
            case AT_MOST -> new Many(new Span<>(v -> isBelow(range, v), v -> !isAbove(range, v) && v.compareTo(asked) <= 0));
            case GREATER -> new Many(new Span<>(v -> isBelow(range, v) || v.compareTo(asked) <= 0, v -> !isAbove(range, v)));
            case AT_LEAST -> new Many(new Span<>(v -> isBelow(range, v) || v.compareTo(asked) < 0, v -> !isAbove(range, v)));
        };
    }

    private static boolean isBelow(TypeRange range, Value value) {
        return value.type().compareTo(range.min()) < 0;
    }

    private static boolean isAbove(TypeRange range, Value value) {
        return value.type().compareTo(range.max()) > 0;
    }
}
