package dev.willow.common.values;

/// What a rule asks of one key: any value at all, or exactly one.
public sealed interface ValuePattern extends Comparable<ValuePattern> {

    Any ANY = new Any();

    record Any() implements ValuePattern {}

    record Exactly(Value wanted) implements ValuePattern {}

    static ValuePattern exactly(Value wanted) {
        return new Exactly(wanted);
    }

    /// Whether a counter or item that carries this value is meant.
    default boolean admits(Value candidate) {
        return switch (this) {
            case Any any -> true;
            case Exactly(Value wanted) -> wanted.equals(candidate);
        };
    }

    /// The type number by which type restrictions see it: the value's, or 1024 for Any.
    default ValueType type() {
        return switch (this) {
            case Any any -> ValueType.ANY;
            case Exactly(Value wanted) -> wanted.type();
        };
    }

    /// Any, then all values in their order.
    @Override
    default int compareTo(ValuePattern other) {
        if (this instanceof Exactly(Value mine) && other instanceof Exactly(Value theirs)) return mine.compareTo(theirs);
        return Boolean.compare(this instanceof Exactly, other instanceof Exactly);
    }
}
