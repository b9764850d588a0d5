package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.util.Optional;

/// Which types a stored value may have, by their numbers, both ends included.
///
/// @param min the lowest type; left out: the lower end that holds without restrictions
/// @param max the highest type; left out: the upper end that holds without restrictions
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TypeRestrictions(
        @JsonProperty("MinDataType") Optional<Integer> min, @JsonProperty("MaxDataType") Optional<Integer> max) {
    public TypeRestrictions {
        requireKnown(min, "MinDataType");
        requireKnown(max, "MaxDataType");
        if (min.isPresent() && max.isPresent() && min.get() > max.get())
            throw new BadRequestException("MinDataType", min.get() + " is above MaxDataType " + max.get());
    }

    public static TypeRestrictions of(TypeRange range) {
        return new TypeRestrictions(Optional.of(range.min().number()), Optional.of(range.max().number()));
    }

    /// @throws InvalidValueException if one end is missing and the other is beyond what it defaults to
    public TypeRange rangeFor(ValuePattern asked) {
        TypeRange otherwise = TypeRange.defaultFor(asked);
        return new TypeRange(
                min.map(ValueType::ofNumber).orElse(otherwise.min()), max.map(ValueType::ofNumber).orElse(otherwise.max()));
    }

    private static void requireKnown(Optional<Integer> number, String name) {
        try {
            number.ifPresent(ValueType::ofNumber);
        } catch (InvalidValueException unknown) {
            throw new BadRequestException(name, unknown.getMessage());
        }
    }
}
