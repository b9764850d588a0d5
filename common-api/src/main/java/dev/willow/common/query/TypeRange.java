package dev.willow.common.query;

import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.util.Arrays;

/// The types that a stored value may have to be considered at all, both ends included (`TypeRestrictions`).
public record TypeRange(ValueType min, ValueType max) {
    public static final TypeRange ALL = new TypeRange(ValueType.UINT8, ValueType.ANY);

    private static final TypeRange[] ONLY =
            Arrays.stream(ValueType.values()).map(type -> new TypeRange(type, type)).toArray(TypeRange[]::new);

    public TypeRange {
        if (min.compareTo(max) > 0)
            throw new InvalidValueException("MinDataType " + min.number() + " is above MaxDataType " + max.number());
    }

    /// What holds when a request names no restrictions: the value's own type; for a question about Any, every type.
    public static TypeRange defaultFor(ValuePattern asked) {
        return switch (asked) {
            case ValuePattern.Any any -> ALL;
            case ValuePattern.Exactly(var value) -> ONLY[value.type().ordinal()];
        };
    }

    public boolean allows(ValueType type) {
        return min.compareTo(type) <= 0 && type.compareTo(max) <= 0;
    }
}
